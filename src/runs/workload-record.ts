import type { Prompt } from '../workload/prompt.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import type { WorkloadRecord } from './record.ts'

const shownCharacters = 80

/** A request as a report shows it. */
export function workloadRecord({ kind, prompts, sampling }: RequestDefinition): WorkloadRecord {
  const [first] = prompts
  return {
    kind,
    prompt: first === undefined ? '' : shown(first),
    prompts: prompts.length,
    ...sampling,
  }
}

function shown(prompt: Prompt): string {
  if (prompt.kind === 'tokens') return `${prompt.count} random tokens`
  const text = prompt.kind === 'text' ? prompt.text : (prompt.messages.at(-1)?.content ?? '')
  const line = text.split('\n')[0] ?? ''
  return line.length > shownCharacters || line.length < text.length
    ? `${line.slice(0, shownCharacters)}…`
    : line
}
