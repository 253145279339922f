import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restorePage } from '../../fixtures/environment/browser/restorePage.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createElementUser, type ElementUser, withCaching } from '../../fixtures/pages/elementUser.ts'

/** The script-tag page of the playground, with the element and its server, and a user who has connected there. */
let environment: TestEnvironment
let user: ElementUser
beforeAll(async () => {
  environment = await startEnvironment()
  user = await createElementUser(environment)
})
afterAll(() => environment?.stop())

describe('<openkey-sign-in> in a form', () => {
  test('aborts its sign-in when it is removed from the page', async () => {
    const { page, button, widget, element } = await user.visit()
    await button.click()
    await widget.button('Sign in').waitFor()
    const ended = await element.evaluate(
      (element) =>
        new Promise((resolve) => {
          element.addEventListener('openkey:error', (event) => resolve((event as CustomEvent).detail.code))
          element.remove()
        }),
    )
    expect(ended).toBe('aborted')
    await expect.poll(() => widget.isShown()).toBe(false)
    expect(await page.evaluate(() => window.heard)).toEqual([])
    await page.close()
  })

  test('can be inserted again after that, is not in the failed state, and signs in', async () => {
    const { page, button, widget, element, heard, isIn } = await user.visit()
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate(async (element) => {
      const ended = new Promise((resolve) => element.addEventListener('openkey:error', resolve))
      const parent = element.parentElement
      element.remove()
      await ended
      parent?.append(element)
    })
    expect([await isIn('failed'), await isIn('busy')]).toEqual([false, false])
    await button.click()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    await page.close()
  })

  test('has no value any more when the user goes back to the page', async () => {
    const { page, button, widget, heard } = await user.visit({ name: 'siwe' }, withCaching)
    await button.click()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    const readValue = () => (document.querySelector('openkey-sign-in') as HTMLInputElement | null)?.value
    expect(await page.evaluate(readValue)).not.toBe('')
    const restored = await restorePage(page, `${environment.playground.appUrl}/?elsewhere`)
    expect(await restored.evaluate(() => window.persisted)).toBe(true)
    expect(await restored.evaluate(readValue)).toBe('')
    await page.close()
  })

  test('keeps the headers that a script sets before the element is defined', async () => {
    const { page } = await user.visit()
    const early = await page.evaluate(() => {
      // Elements of a document without a window are upgraded only once they are on the page.
      const early = document.implementation.createHTMLDocument().createElement('openkey-sign-in')
      Object.assign(early, { requestHeaders: { 'X-CSRF-Token': 'secret' } })
      document.body.append(early)
      return { isUpgraded: early.shadowRoot !== null, headers: Reflect.get(early, 'requestHeaders') }
    })
    expect(early).toEqual({ isUpgraded: true, headers: { 'X-CSRF-Token': 'secret' } })
    await page.close()
  })

  test.for(['append', 'moveBefore', 'replaceWith'] as const)('continues when it is moved: %s', async (how) => {
    const { page, button, widget, element, heard } = await user.visit({ name: 'siwe' })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element, how) => {
      const form = document.createElement('form')
      form.method = 'post'
      document.body.append(form)
      if (how === 'append') form.append(element)
      else if (how === 'moveBefore') form.moveBefore(element, null)
      else form.appendChild(document.createElement('i')).replaceWith(element)
    }, how)
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect(type).toBe('openkey:signedin')
    const { message, signature } = detail
    const value = () => element.evaluate((element) => new FormData(Reflect.get(element, 'form')).get('siwe'))
    expect(await value()).toBe(JSON.stringify({ message, signature }))

    // S20: the form it has now is the one it looks at.
    const refused = await element.evaluate(
      (element) =>
        new Promise((resolve) => {
          const form = Reflect.get(element, 'form') as HTMLFormElement
          form.action = 'https://elsewhere.example/'
          element.addEventListener('openkey:error', (event) => resolve((event as CustomEvent).detail.details.field))
          form.requestSubmit()
        }),
    )
    expect(refused).toBe('action')
    await page.close()
  })

  test('aborts when its form is reset, and is not in the failed state', async () => {
    const { page, button, widget, element, heard, isIn } = await user.visit()
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
    })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element) => Reflect.get(element, 'form').reset())
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'aborted' } })
    expect([await isIn('failed'), await isIn('busy'), await widget.isShown()]).toEqual([false, false, false])
    await page.close()
  })

  test('is a form-associated element', async () => {
    const { page, element, button, widget, heard } = await user.visit({ name: 'siwe', required: '' })
    const form = () =>
      element.evaluate((element) => {
        const form = Reflect.get(element, 'form') as HTMLFormElement
        return { isValid: form.checkValidity(), value: new FormData(form).get('siwe') }
      })
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        document.title = String(new FormData(form).get('siwe'))
      })
      element.setAttribute('auto-submit', '')
    })
    expect(await form()).toEqual({ isValid: false, value: null })
    await button.click()
    await widget.grant('Sign in')
    const { message, signature } = (await heard()).detail
    const value = JSON.stringify({ message, signature })
    expect(await form()).toEqual({ isValid: true, value })
    expect(await page.title()).toBe(value)

    await element.evaluate((element) => Reflect.get(element, 'form').reset())
    expect(await form()).toEqual({ isValid: false, value: null })
    await element.evaluate((element) => Reflect.set(element, 'disabled', true))
    expect(await button.isDisabled()).toBe(true)
    expect(await form()).toEqual({ isValid: true, value: null })
    await page.close()
  })

  test('S20: gives no value to a form that has changed while its user read', async () => {
    const { page, element, button, widget, heard } = await user.visit({ name: 'siwe' })
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
    })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element) =>
      Reflect.set(Reflect.get(element, 'form'), 'action', 'https://elsewhere.example/'),
    )
    await widget.grant('Sign in')
    expect(await heard()).toMatchObject({
      type: 'openkey:error',
      detail: { code: 'invalid_params', details: { field: 'action', received: 'https://elsewhere.example' } },
    })
    const value = () => element.evaluate((element) => new FormData(Reflect.get(element, 'form')).get('siwe'))
    expect(await value()).toBeNull()
    await page.close()
  })
})
