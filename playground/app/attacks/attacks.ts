/** A file of attacks in `e2e/specs/attacks`. */
export type Attack = {
  /** Name of the file, without `.spec.ts`. */
  readonly spec: string
  readonly tries: string
  readonly result: string
  /** Invariants of the protocol that it tests. */
  readonly invariants: string
}

/** The attacks that the end-to-end tests run against the widget. A test compares the list with the files. */
export const attacks: readonly Attack[] = [
  {
    spec: 'credentialLeaks',
    tries: 'A page looks for tokens, codes and keys in messages, URLs, storage, errors and logs.',
    result: 'It finds none.',
    invariants: 'S7',
  },
  {
    spec: 'hostileHostPage',
    tries: 'A page without the SDK sends invalid handshakes, methods, messages and presses.',
    result: 'Each is rejected with a typed error. The next honest request works.',
    invariants: 'S1–S5, S7, S10–S12, S18',
  },
  {
    spec: 'clickjacking',
    tries: 'A page covers, clips, moves or replaces the frame below a press.',
    result: 'The press signs nothing and says why.',
    invariants: 'S10',
  },
  {
    spec: 'unknownPageApproval',
    tries: 'A page that nobody approved asks in its own frame.',
    result: 'The frame shows one constant screen. New permissions need a window.',
    invariants: 'S8, S10, S19',
  },
  {
    spec: 'widenedRequest',
    tries: 'An app asks for more after its user chose less.',
    result: 'The user reviews all of it. Nothing is signed without a press.',
    invariants: 'S3, S10',
  },
  {
    spec: 'realScreenFrame',
    tries: 'On a real screen, an unknown page covers or hides the frame.',
    result: 'A press grants nothing.',
    invariants: 'S10',
  },
  {
    spec: 'realScreenWindow',
    tries: 'A page keeps a window on top of the widget’s, or holds a key down.',
    result: 'A press grants nothing. A user who reads can sign.',
    invariants: 'S10',
  },
  {
    spec: 'realScreenTrustedPage',
    tries: 'A trusted page covers a frame that can detect it.',
    result: 'A press grants nothing.',
    invariants: 'S10',
  },
  {
    spec: 'concurrentReviews',
    tries: 'Several tabs ask at once, or again right after a rejection.',
    result: 'One of them may ask; the others get busy or rate_limited.',
    invariants: 'S19',
  },
  {
    spec: 'signInStateLeaks',
    tries: 'An unknown page compares content, order, size and time to learn whether the user is signed in.',
    result: 'It observes the same in both cases.',
    invariants: 'S8',
  },
  {
    spec: 'widgetOriginIsolation',
    tries: 'A page outside the allowlist embeds the widget, or looks for workers and cookies of its origin.',
    result: 'The widget does not start there. It has neither.',
    invariants: 'S11, S18',
  },
  {
    spec: 'hostileMessages',
    tries: 'A peer sends comlink messages that walk prototypes or build code.',
    result: 'The guard rejects each before comlink reads it.',
    invariants: 'R4–R8, R10',
  },
  {
    spec: 'securityHeaders',
    tries: 'Script, style or a connection comes from elsewhere.',
    result: 'The headers of the widget forbid it. A whole sign-in violates no policy.',
    invariants: 'S9, S11, S15, S18',
  },
  {
    spec: 'deviceSignInAttacks',
    tries: 'Somebody guesses, reuses or talks the user into the code of a program.',
    result: 'No link holds a code. Guesses are limited, and a code counts once.',
    invariants: 'S7, S8, S10, S18, S21',
  },
  {
    spec: 'stolenSession',
    tries: 'Somebody takes the session of the widget to another browser.',
    result: 'It signs nothing there.',
    invariants: 'S7',
  },
  {
    spec: 'markupInjection',
    tries: 'Injected HTML without script redirects what the element signs.',
    result: 'The attacker’s server receives nothing.',
    invariants: 'S20',
  },
]
