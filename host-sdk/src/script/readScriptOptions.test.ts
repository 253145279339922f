import { isOpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { readScriptOptions, type ScriptData } from './readScriptOptions.ts'

const data = { widget: 'https://openkey.example/', appName: 'Notes' }

describe('readScriptOptions', () => {
  test('reads the widget, the name and the appearance', () => {
    const appearance = {
      theme: 'dark',
      locale: 'de-CH',
      accent: '#4338ca',
      radius: 'large',
      density: 'compact',
      font: 'serif',
    }
    expect(readScriptOptions({ ...data, ...appearance, turboTrack: 'reload' })).toEqual({
      widgetUrl: 'https://openkey.example/',
      appName: 'Notes',
      appearance,
    })
  })

  test('requires no appearance', () => {
    expect(readScriptOptions(data)).toEqual({ widgetUrl: data.widget, appName: 'Notes', appearance: {} })
  })

  test.for<readonly [string, ScriptData, string]>([
    ['data-widget', { ...data, widget: undefined }, 'data-widget must be the URL of the widget, and is missing.'],
    [
      'data-widget',
      { ...data, widget: '/widget' },
      'data-widget must be an https URL, or http on loopback, not “/widget”.',
    ],
    [
      'data-widget',
      { ...data, widget: 'http://openkey.example/' },
      'data-widget must be an https URL, or http on loopback, not “http://openkey.example/”.',
    ],
    [
      'data-widget',
      { ...data, widget: 'javascript:0' },
      'data-widget must be an https URL, or http on loopback, not “javascript:0”.',
    ],
    ['data-app-name', { widget: data.widget }, 'data-app-name must have 1 to 64 characters, and is missing.'],
    ['data-app-name', { ...data, appName: '' }, 'data-app-name must have 1 to 64 characters, not “”.'],
    [
      'data-app-name',
      { ...data, appName: 'x'.repeat(65) },
      `data-app-name must have 1 to 64 characters, not “${'x'.repeat(65)}”.`,
    ],
    ['data-theme', { ...data, theme: 'blue' }, 'data-theme must be auto, light, dark, not “blue”.'],
    ['data-locale', { ...data, locale: 'de.CH' }, 'data-locale must be a language tag such as de-CH, not “de.CH”.'],
    ['data-accent', { ...data, accent: 'red' }, 'data-accent must be a color such as #4338ca, not “red”.'],
    ['data-radius', { ...data, radius: '' }, 'data-radius must be none, small, medium, large, not “”.'],
    ['data-density', { ...data, density: '1' }, 'data-density must be comfortable, compact, not “1”.'],
    ['data-font', { ...data, font: 'Arial' }, 'data-font must be system, rounded, serif, not “Arial”.'],
    ['data-appname', { ...data, appname: 'Notes' }, 'There is no attribute data-appname. Did you mean data-app-name?'],
  ])('reports %s with its value: %o', ([field, data, message]) => {
    const received = Object.values(data).find((value) => value !== undefined && message.includes(`“${value}”`))
    try {
      readScriptOptions(data)
      expect.unreachable()
    } catch (error) {
      if (!isOpenKeyError(error)) throw error
      expect({ ...error, message: error.message }).toMatchObject({
        code: 'invalid_params',
        message,
        details: { field, ...(received !== undefined && { received }) },
      })
    }
  })
})
