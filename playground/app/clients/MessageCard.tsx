import { useEffect, useState } from 'preact/hooks'
import { describeProblem } from '../problem/describeProblem.ts'
import type { Switches } from '../switches/switches.ts'
import { ScrollBox } from '../ui/ScrollBox.tsx'
import { previewMessage } from './previewMessage.ts'

type MessageCardProps = {
  readonly switches: Switches
  /** The signed-in account. */
  readonly address: string | undefined
}

/** Shows the message that a sign-in with these switches asks the user to sign. */
export function MessageCard({ switches, address }: MessageCardProps) {
  const [text, setText] = useState('')
  useEffect(() => {
    let isCurrent = true
    const show = (message: string) => {
      if (isCurrent) setText(message)
    }
    previewMessage(switches, address).then(show, (error) => show(describeProblem(error).message))
    return () => {
      isCurrent = false
    }
  }, [switches, address])
  return (
    <section class="card" aria-labelledby="message-title">
      <h2 id="message-title">The message that the user signs</h2>
      {address === undefined && <p class="hint">With an example account, until you sign in.</p>}
      <ScrollBox label="Message" testId="preview">
        {text}
      </ScrollBox>
    </section>
  )
}
