import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureSynthetic } from '../../src/models/synthetic/synthetic.ts'
import { modelCache, type Project } from '../support/project.ts'

/** Files that pages speak of and do not show, by their path in a project. */
export const givenFiles: Readonly<Record<string, string>> = {
  'prompts.jsonl': lines([
    { messages: [{ role: 'user', content: 'Why is the sky blue?' }], expected: 'Air scatters blue.' },
  ]),
  'summaries.jsonl': lines([{ prompt: 'Summarize: the sky is blue.', expected: 'A blue sky.' }]),
  'texts/wiki.txt': 'The sky is blue because air scatters short waves more than long ones. '.repeat(200),
  'certificates/ca.pem': '',
  'traces/azure-conversations.csv': `TIMESTAMP,ContextTokens,GeneratedTokens\n${trace()}`,
  'docs/tasks/tools.ts': `
import { jsonSchema, tool } from 'ai'
const inputSchema = jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } })
export const tools = { weather: tool({ description: 'The weather.', inputSchema, execute: () => '20 °C' }) }
`,
  'docs/mock-server/my-client.ts': `
export const myClient = (url: string): { ask(question: string): Promise<string> } => ({
  async ask() {
    await Promise.resolve(url)
    throw new Error('timed out')
  },
})
`,
}

function lines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function trace(): string {
  return [0, 1, 2, 3].map((at) => `2023-11-16 18:15:46.${at}000000,${8 + at},4\n`).join('')
}

/**
 * A sample's text as it can be run anywhere: models are tiny ones with random weights, services stand on this machine.
 * Lines stay the same.
 */
export function withStandIns(text: string, origin: string): string {
  return text
    .replaceAll(/'hf:[^']+'|'\.\/Qwen[^']+'/g, "'synthetic:micro'")
    .replaceAll(/'[^']*MiniLM[^']*'/g, "'synthetic:micro-bert'")
    .replaceAll(/synthetic:(?!micro)[a-z\d.-]+/g, 'synthetic:micro')
    .replaceAll(/family\('[a-z\d.-]+'/g, "family('micro'")
    .replaceAll(/https?:\/\/(127\.0\.0\.1:\d+|[\w.-]+\.(?:com|ai|internal))/g, (_, host: string) => `${origin}/${host}`)
    .replaceAll(/\breplay: '[^']+\.jsonl'/g, "model: 'gpt-4o'")
    .replaceAll(/\b(ramp\([^)]*?)(\d)0_000\)/g, '$1$2_000)')
    .replaceAll(/\bduration: [\d_]+/g, 'duration: 1_500')
    .replaceAll(/\bwindows: \d+/g, 'windows: 2')
    .replaceAll(/\bthreads: \d+/g, 'threads: 1')
    .replaceAll(/\bmemoryBudget: '[^']+'/g, "memoryBudget: '200 MB'")
    .replaceAll("'F16', 'Q8_0', 'Q4_0'", "'F16', 'Q4_0'")
}

/** Writes the model files that pages name: tiny ones. */
export async function writeModels(project: Project): Promise<void> {
  mkdirSync(join(project.folder, 'models'), { recursive: true })
  const cache = { folder: modelCache, maxBytes: 1e9 }
  for (const [name, quantization] of [
    ['a-F16', 'F16'],
    ['a-Q8_0', 'Q8_0'],
    ['a-Q4_0', 'Q4_0'],
    ['tiny', 'Q4_0'],
  ] as const) {
    const { path } = await ensureSynthetic({ shape: 'micro', quantization, seed: 0 }, cache)
    copyFileSync(path, join(project.folder, 'models', `${name}.gguf`))
  }
}
