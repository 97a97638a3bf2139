import type { MockDrafts } from '../options.ts'

/** Tokens of an answer that were drafted, and those of the drafts that it has. */
export interface DraftCounts {
  readonly drafted: number
  readonly accepted: number
}

/** Counts of an answer of so many tokens, each after the first of which was drafted once. */
export function draftsOf(tokens: number, drafts: MockDrafts | null): DraftCounts {
  const drafted = drafts === null ? 0 : Math.max(0, tokens - 1)
  return { drafted, accepted: Math.round(drafted * (drafts?.accepted ?? 0)) }
}

/** Times of an answer as llama-server writes them, with its drafts; nothing where answers are to tell none. */
export function timingsField(
  drafts: MockDrafts | null,
  { prompt, generated, promptMs, tokenMs }: Readonly<Record<'prompt' | 'generated' | 'promptMs' | 'tokenMs', number>>,
): { readonly timings?: Readonly<Record<string, number>> } {
  const { drafted, accepted } = draftsOf(generated, drafts)
  if (drafts === null || drafts.inAnswers === false || drafted === 0) return {}
  const timings = { prompt_n: prompt, prompt_ms: promptMs, predicted_n: generated, predicted_ms: generated * tokenMs }
  return { timings: { ...timings, draft_n: drafted, draft_n_accepted: accepted } }
}
