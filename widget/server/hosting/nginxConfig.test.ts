import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { aHostedWidget, withoutLongValues } from '../testing/aHostedWidget.ts'
import { nginxConfig } from './nginxConfig.ts'

describe('nginxConfig', () => {
  test('is one server block with everything that is sent', () => {
    expect(withoutLongValues(nginxConfig(aHostedWidget()))).toMatchInlineSnapshot(`
      "server {
        listen 443 ssl;
        listen [::]:443 ssl;
        server_name openkey.example;
        ssl_certificate /etc/letsencrypt/live/openkey.example/fullchain.pem;
        ssl_certificate_key /etc/letsencrypt/live/openkey.example/privkey.pem;
        root /srv/openkey/site;
        server_tokens off;
        etag off;
        if_modified_since off;
        max_ranges 0;
        gzip off;
        gzip_static on;
        gzip_vary on;
        gzip_proxied any;
        types { }
        default_type "";
        set $nothing "";
        add_header content-security-policy "<policy>" always;
        add_header permissions-policy "<features>" always;
        add_header cross-origin-embedder-policy "require-corp" always;
        add_header cross-origin-resource-policy "cross-origin" always;
        add_header referrer-policy "no-referrer" always;
        add_header x-content-type-options "nosniff" always;
        add_header strict-transport-security "max-age=63072000" always;
        add_header cache-control "no-store" always;
        error_page 404 @missing;
        error_page 405 @refused;
        if ($request_method !~ ^(?:GET|HEAD)$) {
          return 405;
        }
        location = / {
          try_files /index.html =404;
          default_type "text/html; charset=utf-8";
          etag on;
          add_header content-security-policy "<policy>" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "cross-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "no-cache" always;
          add_header last-modified "" always;
        }
        location = /device {
          try_files /device.html =404;
          default_type "text/html; charset=utf-8";
          etag on;
          add_header content-security-policy "<policy>" always;
          add_header cross-origin-opener-policy "same-origin" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "same-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "no-cache" always;
          add_header last-modified "" always;
        }
        location ~ ^/assets/[A-Za-z0-9_-]+\\.js$ {
          default_type "text/javascript; charset=utf-8";
          add_header content-security-policy "<policy>" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "same-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "public, max-age=31536000, immutable" always;
          add_header last-modified "" always;
        }
        location ~ ^/assets/[A-Za-z0-9_-]+\\.css$ {
          default_type "text/css; charset=utf-8";
          add_header content-security-policy "<policy>" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "same-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "public, max-age=31536000, immutable" always;
          add_header last-modified "" always;
        }
        location ~ ^/assets/[A-Za-z0-9_-]+\\.svg$ {
          default_type "image/svg+xml";
          add_header content-security-policy "<policy>" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "same-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "public, max-age=31536000, immutable" always;
          add_header last-modified "" always;
        }
        location / {
          return 404;
        }
        location @missing {
          return 404 $nothing;
        }
        location @refused {
          add_header content-security-policy "<policy>" always;
          add_header permissions-policy "<features>" always;
          add_header cross-origin-embedder-policy "require-corp" always;
          add_header cross-origin-resource-policy "cross-origin" always;
          add_header referrer-policy "no-referrer" always;
          add_header x-content-type-options "nosniff" always;
          add_header strict-transport-security "max-age=63072000" always;
          add_header cache-control "no-store" always;
          add_header allow "GET, HEAD" always;
          return 405 $nothing;
        }
      }
      "
    `)
  })

  test.each([
    ['http://localhost', ['listen 127.0.0.1:80;', 'server_name localhost;']],
    ['http://127.0.0.1:8080', ['listen 127.0.0.1:8080;', 'server_name 127.0.0.1;']],
    ['https://openkey.example:8443', ['listen 8443 ssl;', 'listen [::]:8443 ssl;', 'server_name openkey.example;']],
  ])('listens where %s is', (origin, lines) => {
    const text = nginxConfig(aHostedWidget({ origin: parseOrigin(origin) }))
    expect(text.match(/(?:listen|server_name) .*;/g)).toEqual(lines)
  })
})
