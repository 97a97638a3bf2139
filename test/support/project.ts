import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '../../src/record/report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ownParts = ['dist', 'schema', 'package.json']

/** A real trained model, where the checkout has it beside it. */
export const storiesModel: string = resolve(root, '../shared/data/models/stories260K.gguf')
export const hasStories: boolean = existsSync(storiesModel)

/** Folder for synthetic models, shared by all projects of the suite. */
export const modelCache: string = join(tmpdir(), 'vitest-llm-bench-test-cache')

/** A small project in a temporary folder with the built package installed as a user has it. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** Writes or replaces files, by path. */
  write(files: Readonly<Record<string, string>>): void
  read(path: string): string
  exists(path: string): boolean
  /** report.json of the last run. */
  report(): Report
  /** Lines of every journal of a run, by file. */
  journals(): string[][]
}

/** Engine threads of every test: two spin against each other on shared cores. */
export const pluginOptions: string = `model: { threads: 1, backend: 'cpu' }, cacheDir: ${JSON.stringify(modelCache)}`

/** A vitest.config.ts with the plugin; `options` and `test` are source text. */
export function configFile(options = '', test = ''): string {
  return `
import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'
export default defineConfig({
  plugins: [llmBench({ ${pluginOptions}, ${options} })],
  test: { ${test} },
})
`
}

export function makeProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-project-'))
  installPackages(join(folder, 'node_modules'))
  const project: Project = {
    folder,
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    exists: (path) => existsSync(join(folder, path)),
    report: () => JSON.parse(project.read('llm-bench-report/report.json')) as Report,
    journals: () => journalsOf(join(folder, 'llm-bench-report/journal')),
    // oxlint-disable-next-line require-await -- await using wants a promise
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
  project.write({ 'package.json': '{ "type": "module", "private": true }', 'vitest.config.ts': configFile(), ...files })
  return project
}

/** Copies this package as built, and links everything it may import. */
function installPackages(target: string): void {
  const source = join(root, 'node_modules')
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(source)) {
    if (!name.startsWith('.')) symlinkSync(join(source, name), join(target, name))
  }
  for (const part of ownParts) {
    cpSync(join(root, part), join(target, 'vitest-llm-bench', part), { recursive: true })
  }
}

function journalsOf(folder: string): string[][] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .toSorted()
    .flatMap((run) =>
      readdirSync(join(folder, run))
        .filter((name) => name.endsWith('.jsonl'))
        .toSorted()
        .map((name) =>
          readFileSync(join(folder, run, name), 'utf8')
            .trimEnd()
            .split('\n'),
        ),
    )
}
