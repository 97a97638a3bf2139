import { formatCount } from '../figures.ts'

/** A note that the figures of a tool are divided by tokens which it counted again, and not by the server's. */
export function recountedNote(tool: string, theirs: number | null, servers: number | null): string {
  const ofServer = servers === null ? '' : ` for the ${formatCount(Math.round(servers))} of the server`
  const counts = theirs === null ? '' : ` (${formatCount(Math.round(theirs))}${ofServer})`
  return (
    `${tool}: output tokens were counted again from the text by another tokenizer${counts}: tpot, decodeSpeed and ` +
    'tokens/s rest on these and are marked as estimated'
  )
}
