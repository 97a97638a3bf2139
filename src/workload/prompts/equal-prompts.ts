import type { Prompt } from '../prompt.ts'

/** Fields of a prompt that the model does not read. */
const unread: ReadonlySet<string> = new Set(['maxTokens', 'maxTokensEstimated', 'expected', 'thinkMs', 'keep'])

/**
 * For each prompt the place of the first that asks the same, whatever length or answer either wants; null where no two
 * do. Of random tokens each request draws its own.
 */
export function equalPrompts(prompts: readonly Prompt[]): number[] | null {
  const firsts = new Map<string, number>()
  const places = prompts.map((prompt, place) => {
    if (prompt.kind === 'tokens') return place
    const key = askedBy(prompt)
    const first = firsts.get(key) ?? place
    firsts.set(key, first)
    return first
  })
  return places.every((first, place) => first === place) ? null : places
}

function askedBy(prompt: Prompt): string {
  return JSON.stringify(prompt, (name, value: unknown) => (unread.has(name) ? undefined : value))
}
