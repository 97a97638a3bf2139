import { isItemsPrompt, textsOf, type Prompt } from '../workload/prompt.ts'
import { equalPrompts } from '../workload/prompts/equal-prompts.ts'
import type { WorkloadDefinition } from '../targets/workload.ts'
import type { WorkloadRecord } from '../record/workload.ts'

const shownCharacters = 80

/** A request as a report shows it. */
export function workloadRecord({ request, cacheWanted = false }: WorkloadDefinition): WorkloadRecord {
  const { kind, prompts, sampling } = request
  const { maxTokens, temperature, seed, ignoreEos, depth = 0 } = sampling
  const [first] = prompts
  return {
    kind,
    prompt: first === undefined ? '' : shown(first),
    prompts: prompts.length,
    ...distinctOf(prompts),
    ...(prompts.every(({ kind: drawn }) => drawn === 'tokens') ? { drawn: true as const } : {}),
    maxTokens,
    temperature,
    seed,
    ignoreEos,
    depth,
    rules: request.rules ?? null,
    cacheWanted: cacheWanted || prompts.some(mayBeCached),
  }
}

/** The number of prompts that differ, where some ask the same. */
function distinctOf(prompts: readonly Prompt[]): Pick<WorkloadRecord, 'distinctPrompts'> {
  const places = equalPrompts(prompts)
  return places === null ? {} : { distinctPrompts: new Set(places).size }
}

/** Turns of a conversation begin as the ones before them did; a shared prefix is shared on purpose. */
function mayBeCached(prompt: Prompt): boolean {
  return prompt.kind === 'conversation' || (prompt.kind === 'tokens' && (prompt.sharedTokens ?? 0) > 0)
}

function textOf(prompt: Exclude<Prompt, { kind: 'tokens' }>): string {
  if (prompt.kind === 'text') return prompt.text
  if (isItemsPrompt(prompt)) return textsOf(prompt)[0] ?? ''
  return prompt.kind === 'conversation' ? (prompt.turns[0] ?? '') : (prompt.messages.at(-1)?.content ?? '')
}

function shown(prompt: Prompt): string {
  if (prompt.kind === 'tokens') return `${prompt.count} random tokens`
  const text = textOf(prompt)
  const line = text.split('\n')[0] ?? ''
  return line.length > shownCharacters || line.length < text.length ? `${line.slice(0, shownCharacters)}…` : line
}
