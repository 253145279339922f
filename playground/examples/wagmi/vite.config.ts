import { defineConfig } from 'vite'

// `openkey-dev` sets these variables. In production, set them when you build.
export default defineConfig({
  // Not `OPENKEY_`: the page would then contain every variable of that name.
  envPrefix: ['OPENKEY_WIDGET_URL', 'TINYCLOUD_HOST'],
  build: { target: 'es2022' },
})
