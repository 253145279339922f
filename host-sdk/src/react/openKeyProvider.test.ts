import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { createOpenKey } from '../createOpenKey.ts'
import { OpenKeyProvider, useOpenKey } from './openKeyProvider.ts'

function Status() {
  const { status, account, error, openkey } = useOpenKey()
  return createElement('p', null, [status, account, error, typeof openkey.connect].join())
}

describe('useOpenKey', () => {
  test('is disconnected on a server', () => {
    const openkey = createOpenKey({ widgetUrl: 'https://openkey.example/', appName: 'Notes' })
    const element = createElement(OpenKeyProvider, { openkey }, createElement(Status))
    expect(renderToString(element)).toBe('<p>disconnected,,,function</p>')
  })

  test('names what is missing around it', () => {
    expect(() => renderToString(createElement(Status))).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'openkey' } }),
    )
  })
})
