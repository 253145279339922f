/** Has its first control once it is told to. */
addEventListener('message', () => {
  document.body.append(Object.assign(document.createElement('button'), { textContent: 'Continue' }))
})
