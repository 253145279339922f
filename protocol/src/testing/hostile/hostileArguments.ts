import { apply, echo, type HostileMessage, raw } from './hostileMessage.ts'

/** Calls whose arguments are not the one value that the method takes. */
export function hostileArguments(): HostileMessage[] {
  return [
    {
      name: 'a proxy argument',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', name: 'proxy', value: {} }),
    },
    {
      name: 'a thrown argument',
      answer: 'unsupported_method',
      message: (id) =>
        apply(id, ['echo'], { type: 'HANDLER', name: 'throw', value: { isError: false, value: 'thrown' } }),
    },
    {
      name: 'an argument for a handler without a name',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', value: { text: 'hi' } }),
    },
    {
      name: 'an argument without a value',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'RAW', text: 'hi' }),
    },
    {
      name: 'an argument with an unknown handler',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', name: 'nobody', value: 1 }),
    },
    { name: 'no argument', answer: 'unsupported_method', message: (id) => apply(id, ['echo']) },
    {
      name: 'two arguments',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], raw({ text: 'hi' }), raw({ text: 'hi' })),
    },
    {
      name: 'a member beside the known ones',
      answer: 'unsupported_method',
      message: (id) => ({ ...echo(id, { text: 'hi' }), origin: 'https://bank.example' }),
    },
    { name: 'an argument of the wrong type', answer: 'invalid_params', message: (id) => echo(id, { text: 1 }) },
    {
      name: 'an argument with an unknown member',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'hi', x: 1 }),
    },
    { name: 'null as argument', answer: 'invalid_params', message: (id) => echo(id, null) },
    {
      name: 'an argument longer than its schema allows',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'x'.repeat(17) }),
    },
    {
      name: 'a port sent along',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'hi' }),
      transfer: () => [new MessageChannel().port1],
    },
  ]
}
