/** What surrounds a sample that is a part of a test: what is imported, and what was done before. */
export interface Context {
  readonly imports: readonly string[]
  readonly before: readonly string[]
}

/** Fixtures that the test of every part has. */
export const fixtures: string =
  'bench, configurations, endpoint, findMaxLoad, klDivergence, languageModel, loadSweep, measure, model, models, ' +
  'perplexity, router, server'

/** Functions that parts of tests call without saying where they come from. */
const functions = ['calibrateJudge', 'concurrent', 'correctedRate', 'judge', 'judgePairs', 'openai', 'price', 'rate']

/** What was done before, by the name that a part of a test calls it by. */
const done: Readonly<Record<string, string>> = {
  llama: "const llama = await model('synthetic:micro')",
  run: "const run = await bench('a run', (await model('synthetic:micro')).chat('Why?', { maxTokens: 8 })).run()",
  critic: "const critic = await model('./Qwen2.5-7B-Instruct-Q4_K_M.gguf')",
}

/** What else was done before on some pages. */
const more: Readonly<Record<string, readonly string[]>> = {
  'docs/configurations.md': [
    "const cells = { model: 'synthetic:micro', quantization: ['Q8_0', 'Q4_0'] } as const",
    'const options = { rounds: 2, requests: 4, energy: { watts: 30 } }',
    "const found = await configurations('two', cells, (model) => model.complete('Why?', { maxTokens: 8 }), options)",
  ],
  'docs/judges.md': [
    "const question = 'Does the answer name the capital?'",
    "const earlier: Record<string, string> = { 'Why?': 'Because.' }",
  ],
  'docs/several-models.md': ["const ask = (model: AskableModel) => model.complete('Why?', { maxTokens: 8 })"],
}

/** What stands around a part of a test: what it takes for granted, and what its page has done before. */
export function contextOf(page: string, code: string): Context {
  const taken = Object.entries(done).filter(([name]) => new RegExp(`\\b${name}\\b`).test(code))
  return {
    imports: ['expect', 'test', 'type AskableModel', ...functions.filter((name) => code.includes(`${name}(`))],
    before: [...taken.map(([, how]) => how), ...(more[page] ?? [])],
  }
}
