/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly OPENKEY_WIDGET_URL: string
  readonly TINYCLOUD_HOST: string
}
