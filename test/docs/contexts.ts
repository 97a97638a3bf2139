/** What surrounds a sample that is a part of a test: what is imported, and what was done before. */
export interface Context {
  readonly imports: readonly string[]
  readonly before: readonly string[]
}

/** Fixtures that the test of every part has. */
export const fixtures =
  'bench, configurations, endpoint, findMaxLoad, klDivergence, languageModel, loadSweep, measure, model, models, perplexity, router, server'

/** Functions that parts of tests call without saying where they come from. */
const functions = ['calibrateJudge', 'concurrent', 'correctedRate', 'judge', 'judgePairs', 'openai', 'price', 'rate']

const run = "const run = await bench('a run', llama.chat('Why?', { maxTokens: 8 })).run()"
const before = [
  "const llama = await model('synthetic:micro')",
  "const critic = await model('./Qwen2.5-7B-Instruct-Q4_K_M.gguf')",
  run,
]

/** What else was done before on some pages. */
const more: Readonly<Record<string, readonly string[]>> = {
  'docs/configurations.md': [
    "const cells = { model: 'synthetic:micro', quantization: ['Q8_0', 'Q4_0'] } as const",
    "const found = await configurations('two', cells, (model) => model.complete('Why?', { maxTokens: 8 }))",
  ],
  'docs/judges.md': [
    "const question = 'Does the answer name the capital?'",
    "const earlier: Record<string, string> = { 'Why?': 'Because.' }",
  ],
  'docs/several-models.md': ["const ask = (model: AskableModel) => model.complete('Why?', { maxTokens: 8 })"],
}

/** What stands around a part of a test: a run of a local model, and what its page has done before. */
export function contextOf(page: string, code: string): Context {
  return {
    imports: ['expect', 'test', 'type AskableModel', ...functions.filter((name) => code.includes(`${name}(`))],
    before: [...before, ...(more[page] ?? [])],
  }
}
