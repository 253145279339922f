import { type Endpoint as ComlinkEndpoint, expose, wrap } from 'comlink'
import { readCall, readReply, writeCall, writeReply } from './comlinkMessages.ts'
import { OpenKeyError } from './errors/openKeyError.ts'
import type { Endpoint } from './guardEndpoint.ts'
import type { Pipe, Served } from './pipe.ts'

/** Comlink itself. The widget has it, whose peers are strangers. */
export const comlinkPipe: Pipe = {
  wrap(endpoint) {
    const remote = wrap<Served>(forComlink(endpoint, readCall, writeReply))
    return async (name, input) => {
      const method = remote[name]
      if (method === undefined) throw new OpenKeyError('unsupported_method', `There is no method ${name}.`)
      return method(input)
    }
  },
  expose(served, endpoint) {
    expose(served, forComlink(endpoint, readReply, writeCall))
  },
}

/** Comlink takes messages as events, and starts its endpoint with every call. */
function forComlink<Incoming, Outgoing>(
  { send, listen }: Endpoint<Incoming, Outgoing>,
  read: (message: unknown) => Outgoing | undefined,
  write: (incoming: Incoming) => unknown,
): ComlinkEndpoint {
  let hear: (event: { readonly data: unknown }) => void = () => {}
  listen((incoming) => hear({ data: write(incoming) }))
  return {
    // A real `MessageEvent` would be the costliest part of a call. Comlink reads only its `data`, hence the cast.
    addEventListener(_type, listener) {
      hear = listener as unknown as typeof hear
    },
    removeEventListener() {
      hear = () => {}
    },
    postMessage(message: unknown) {
      const outgoing = read(message)
      if (outgoing !== undefined) return send(outgoing)
      // The goodbye of a comlink that is collected: we close ports ourselves.
      if (Reflect.get(Object(message), 'type') === 'RELEASE') return
      throw new OpenKeyError('internal', 'The message was refused.')
    },
  }
}
