import { execa } from 'execa'
import { configFile, type Project } from '../support/project.ts'
import { startVitest } from '../support/vitest.ts'
import type { SampleFile } from './sample-files.ts'
import { withStandIns } from './stand-ins.ts'

/** A test of a page that has ended. */
export interface EndedSample {
  /** Its page without the ending, and its name. */
  readonly name: string
  /** What it said where it failed; null where it passed. */
  readonly error: string | null
}

/** Longest that all samples together may take on a machine that others use. */
export const longestMs = 900_000

const keys = ['API_KEY', 'AZURE_KEY', 'GATEWAY_KEY', 'LLM_KEY', 'MISTRAL_KEY', 'OPENAI_API_KEY', 'STAGING_KEY']

/** A mode that shortens every sample, and the names of models that pages take from a configuration. */
const options = `
  profiles: { samples: { requests: 4, budget: 10_000, warmup: 1, shortens: true } },
  models: { small: 'synthetic:micro', large: 'synthetic:micro@F16' },
`

/** Runs samples that are files of tests, in one Vitest process. */
export async function runSamples(
  project: Project,
  samples: readonly SampleFile[],
  origin: string,
): Promise<EndedSample[]> {
  project.write({
    'vitest.config.ts': configFile(options, "reporters: ['default', 'json'], outputFile: 'results.json'"),
  })
  const args = ['bench', '--run', '--mode', 'samples', '--no-isolate', '--maxWorkers=1']
  const env = {
    ...Object.fromEntries(keys.map((name) => [name, 'a-key-of-a-page'])),
    LLM_BENCH_LOCKS: 'off',
    LLM_BENCH_URL: `${origin}/127.0.0.1:8000/v1`,
    OPENAI_BASE_URL: `${origin}/api.openai.com/v1`,
  }
  const modules = importedInVitest(samples).map(({ path }) => `test('${path}', async () => await import('./${path}'))`)
  project.write({ 'modules.bench.ts': ["import { test } from 'vitest-llm-bench'", ...modules].join('\n') })
  const files = samples.filter(({ kind }) => kind === 'tests' || kind === 'fragment').map(({ path }) => path)
  const { output } = await startVitest(project, [...args, 'modules.bench.ts', ...files], env, longestMs).ended
  if (!project.exists('results.json')) throw new Error(`Vitest came to no end:\n${output}`)
  return endedIn(project)
}

function endedIn(project: Project): EndedSample[] {
  const { testResults } = JSON.parse(project.read('results.json')) as {
    testResults: {
      name: string
      message: string
      assertionResults: { title: string; status: string; failureMessages: string[] }[]
    }[]
  }
  return testResults.flatMap(({ name: file, message, assertionResults }) => {
    const page = file.slice(project.folder.length + 1).replace(/\/[^/]+$/, '')
    if (assertionResults.length === 0) return [{ name: `${page} > ${file}`, error: message }]
    return assertionResults.map(({ title, status, failureMessages }) => ({
      name: `${page} > ${title}`,
      error: status === 'failed' ? failureMessages.join('\n') : null,
    }))
  })
}

/** The file of tests that imports modules which are at home in Vitest alone. */
export function importedInVitest(samples: readonly SampleFile[]): SampleFile[] {
  return samples.filter(({ kind, text }) => kind === 'module' && /^import (?!type ).*'vitest-llm-bench'$/m.test(text))
}

/** Imports samples that are no tests, as Node does; gives what it said of those that failed. */
export async function importSamples(project: Project, samples: readonly SampleFile[]): Promise<string> {
  const paths = JSON.stringify(samples.map(({ path }) => `./${path}`))
  project.write({
    'import-samples.ts': `for (const path of ${paths}) await import(path).catch((error) => console.error(path, error))`,
  })
  const { stderr } = await execa('node', ['import-samples.ts'], { cwd: project.folder, reject: false })
  return stderr
}

/** Writes samples with stand-ins for models and services. */
export function writeSamples(project: Project, samples: readonly SampleFile[], origin: string): void {
  project.write(Object.fromEntries(samples.map(({ path, text }) => [path, withStandIns(text, origin)])))
}
