import { describe, expect, test } from 'vitest'
import { aHostedWidget, withoutLongValues } from '../testing/aHostedWidget.ts'
import { caddyfile } from './caddyfile.ts'

describe('caddyfile', () => {
  test('is one site block with everything that is sent', () => {
    expect(withoutLongValues(caddyfile(aHostedWidget()))).toMatchInlineSnapshot(`
      "https://openkey.example {
      	root * /srv/openkey/site
      	handle_errors {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "cross-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "no-store"
      			-server
      		}
      		respond 404
      	}
      	@refused not method GET HEAD
      	handle @refused {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "cross-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "no-store"
      			allow "GET, HEAD"
      			-server
      		}
      		respond 405
      	}
      	@document path /
      	handle @document {
      		rewrite * /index.html
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "cross-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "no-cache"
      			vary "Accept-Encoding"
      			content-type "text/html; charset=utf-8"
      			-last-modified
      			-accept-ranges
      			-server
      			defer
      		}
      		file_server {
      			precompressed gzip
      		}
      	}
      	@device path /device
      	handle @device {
      		rewrite * /device.html
      		header {
      			content-security-policy "<policy>"
      			cross-origin-opener-policy "same-origin"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "same-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "no-cache"
      			vary "Accept-Encoding"
      			content-type "text/html; charset=utf-8"
      			-last-modified
      			-accept-ranges
      			-server
      			defer
      		}
      		file_server {
      			precompressed gzip
      		}
      	}
      	@js path_regexp ^/assets/[A-Za-z0-9_-]+\\.js$
      	handle @js {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "same-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "public, max-age=31536000, immutable"
      			vary "Accept-Encoding"
      			content-type "text/javascript; charset=utf-8"
      			-last-modified
      			-etag
      			-accept-ranges
      			-server
      			defer
      		}
      		file_server {
      			precompressed gzip
      		}
      	}
      	@css path_regexp ^/assets/[A-Za-z0-9_-]+\\.css$
      	handle @css {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "same-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "public, max-age=31536000, immutable"
      			vary "Accept-Encoding"
      			content-type "text/css; charset=utf-8"
      			-last-modified
      			-etag
      			-accept-ranges
      			-server
      			defer
      		}
      		file_server {
      			precompressed gzip
      		}
      	}
      	@svg path_regexp ^/assets/[A-Za-z0-9_-]+\\.svg$
      	handle @svg {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "same-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "public, max-age=31536000, immutable"
      			vary "Accept-Encoding"
      			content-type "image/svg+xml"
      			-last-modified
      			-etag
      			-accept-ranges
      			-server
      			defer
      		}
      		file_server {
      			precompressed gzip
      		}
      	}
      	handle {
      		header {
      			content-security-policy "<policy>"
      			permissions-policy "<features>"
      			cross-origin-embedder-policy "require-corp"
      			cross-origin-resource-policy "cross-origin"
      			referrer-policy "no-referrer"
      			x-content-type-options "nosniff"
      			strict-transport-security "max-age=63072000"
      			cache-control "no-store"
      			-server
      		}
      		respond 404
      	}
      }
      "
    `)
  })
})
