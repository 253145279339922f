// Optional code of an integrator. The element works without it.
const say = (id, text) => {
  document.getElementById(id).textContent = text
}

document.addEventListener('openkey:signedin', ({ detail }) => {
  say('signed-in', `The server has verified ${JSON.parse(detail.answer).address}.`)
})
document.addEventListener('openkey:error', ({ detail }) => {
  say('signed-in', `${detail.code}: ${detail.message}`)
})
document.getElementById('connect').addEventListener('click', async () => {
  try {
    const { address } = await OpenKey.connect()
    say('account', `Connected as ${address}.`)
  } catch (error) {
    say('account', `${error.code}: ${error.message}`)
  }
})
