// Runs a client in a process of its own: `node child.mjs <URL of the SDK> '{"options":…, "calls":[["signIn"], …]}'`.
// Prints the result of each call as a list in JSON.
const [sdk, input] = process.argv.slice(2)
const { options, path, user, calls } = JSON.parse(input)
const { FileSessionStorage, TinyCloudNode } = await import(sdk)
// Root may write to every folder.
if (user !== undefined && process.getuid() === 0) process.seteuid(user)
const tc = new TinyCloudNode({ ...options, ...(path && { sessionStorage: new FileSessionStorage(path) }) })

/** @type {Record<string, (...args: any[]) => unknown>} */
const actions = {
  signIn: async () => (await tc.signIn()).siwe,
  restoreSession: async () => (await tc.restoreSession()).status,
  hasStoredSession: () => tc.hasStoredSession(),
  storageError: async () => tc.sessionStorageError?.code ?? null,
  put: (key, value) => tc.kv.put(key, value).then(({ ok }) => ok),
  get: (key) => tc.kv.get(key).then((result) => (result.ok ? result.data.data : result.error.code)),
}
const results = []
for (const [name, ...args] of calls) {
  results.push(await actions[name](...args).catch((error) => `${error.code}: ${error.message}`))
}
process.stdout.write(JSON.stringify(results))
