/** The request that was made of the model: prompts, length and sampling. */
export interface WorkloadRecord {
  kind: 'completion' | 'chat' | 'embedding' | 'rerank' | 'task'
  /** First line of the prompt, shortened; untrusted text. */
  prompt: string
  /** Prompts of the list that was rotated through; the same one may stand there more than once. */
  prompts: number
  /** Those of them that differ in what is asked; absent where all do, and in reports of earlier versions. */
  distinctPrompts?: number
  /** True where each request draws words of its own, whatever `prompts` is; absent where the prompts are given. */
  drawn?: true
  maxTokens: number
  temperature: number
  seed: number
  ignoreEos: boolean
  /**
   * Tokens that stand in the context before each prompt: evaluated once a launch, and counted in no time to the first
   * token and in no input; 0 for none.
   */
  depth: number
  /**
   * Further rules of the answers (stop texts, samplers, grammar, tools) as JSON text, cut where it is long; null for
   * none. Fields of an endpoint's `body` are not in it.
   */
  rules: string | null
  /** True where a prefix cache is meant to help: shared prefixes, conversations, no nonce. */
  cacheWanted: boolean
}

/** A workload of which nothing is known: no prompts. */
export const emptyWorkload: WorkloadRecord = {
  kind: 'chat',
  prompt: '',
  prompts: 0,
  maxTokens: 0,
  temperature: 0,
  seed: 0,
  ignoreEos: false,
  depth: 0,
  rules: null,
  cacheWanted: false,
}
