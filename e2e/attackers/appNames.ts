/** Names that a hostile app claims, and the text that the widget shows. */
export const appNames: readonly { readonly given: string; readonly shown: string }[] = [
  { given: 'https://bank.example', shown: 'https://bank.example' },
  { given: '<img src=x onerror=alert(1)>', shown: '<img src=x onerror=alert(1)>' },
  { given: 'Bank\u202e.knab', shown: 'Bank⟨U+202E⟩.knab' },
  { given: 'a\u0000b\u001bc\u2066d', shown: 'a⟨U+0000⟩b⟨U+001B⟩c⟨U+2066⟩d' },
  { given: 'Notes” is verified by “OpenKey', shown: 'Notes⟨U+201D⟩ is verified by ⟨U+201C⟩OpenKey' },
  { given: 'Bank\n\nVerified', shown: 'Bank⟨U+000A⟩⟨U+000A⟩Verified' },
]
