import { basename } from 'node:path'
import { formatBytes } from '../../figures.ts'
import { LlmBenchError } from '../../errors.ts'
import { hubCacheFolder } from '../../models/hub-cache/place.ts'
import { entryOf } from '../../models/registry/entry.ts'
import { plainJson, plainText } from '../../plain-text.ts'
import { listModels } from './list-models.ts'
import { listText } from './list-text.ts'
import { listedModel } from './listed-model.ts'
import { ProgressLine } from './progress-line.ts'
import type { ProjectModels } from './project-models.ts'
import { pruneModels } from './prune-models.ts'
import { pullOne } from './pull-models.ts'
import { removeModel } from './remove-model.ts'
import { bytesOfText } from './size-of-text.ts'
import { verifyModel, type VerifiedFile } from './verify-model.ts'

/** Models and options that an action was asked for. */
export interface AskedAction {
  readonly names: readonly string[]
  readonly isJson: boolean
  readonly to: string | null
  readonly dryRun: boolean
}

/** Exit code where a model is damaged, or did not come. */
const notAsItShould = 1

function print(asked: AskedAction, value: unknown, text: string): void {
  process.stdout.write(`${asked.isJson ? plainJson(JSON.stringify(value, null, 2)) : text}\n`)
}

/** The action `list`. */
export async function list(project: ProjectModels, asked: AskedAction): Promise<number> {
  const models = await listModels(project)
  print(asked, models, listText(models, hubCacheFolder()))
  return 0
}

/** The action `pull`: each model on its own, so that one that does not come keeps no other away. */
export async function pull(project: ProjectModels, asked: AskedAction): Promise<number> {
  const names = asked.names.length > 0 ? asked.names : Object.keys(project.registry)
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  const results = await eachOf(names, async (name, line) => {
    const pulled = await pullOne(name, project, (text) => line.tell(text), stopped.signal)
    return { ...pulled, text: `${formatBytes(pulled.bytes)} in ${pulled.path}` }
  })
  return report(asked, results)
}

/** The action `verify`. */
export async function verify(project: ProjectModels, asked: AskedAction): Promise<number> {
  const all = asked.names.length === 0
  const models = all
    ? (await listModels(project))
        .filter(({ path }) => path !== null)
        .map((model) => [model.name ?? model.spec, model] as const)
    : await Promise.all(asked.names.map(async (name) => [name, await listedModel(name, project)] as const))
  const results = await eachOf(
    models.map(([name]) => name),
    async (name, line) => {
      const model = models.find(([each]) => each === name)?.[1] ?? (await listedModel(name, project))
      if (model.path === null)
        throw new LlmBenchError('model-not-found', `"${name}" is not on this machine; llm-bench models pull fetches it`)
      const declared = entryOf(name, project.registry)?.sha256 ?? null
      const files = await verifyModel(model, declared, (read, total) =>
        line.tell(`reading ${name}: ${formatBytes(read)} of ${formatBytes(total)}`),
      )
      return { files, isWrong: files.some(({ state }) => state === 'wrong'), text: files.map(verifiedText).join('; ') }
    },
  )
  return report(asked, results)
}

/** The action `remove`. */
export async function remove(project: ProjectModels, asked: AskedAction): Promise<number> {
  const results = await eachOf(asked.names, async (name) => {
    const bytes = removeModel(name, await listedModel(name, project))
    return { bytes, text: `removed, ${formatBytes(bytes)}` }
  })
  return report(asked, results)
}

/** The action `prune`. */
export async function prune(project: ProjectModels, asked: AskedAction): Promise<number> {
  const toBytes = asked.to === null ? null : bytesOfText('llm-bench models prune --to', asked.to)
  const pruned = await pruneModels(project, { toBytes, dryRun: asked.dryRun })
  const word = asked.dryRun ? 'would remove' : 'removed'
  const lines = pruned.map(
    ({ what, bytes }) => `${word} ${plainText(what)}${bytes === null ? '' : `, ${formatBytes(bytes)}`}`,
  )
  print(asked, pruned, lines.length === 0 ? 'nothing to remove' : lines.join('\n'))
  return 0
}

type Result = {
  readonly name: string
  readonly error: string | null
  readonly isWrong?: boolean
  readonly text: string
}

async function eachOf<Found extends { readonly text: string }>(
  names: readonly string[],
  work: (name: string, line: ProgressLine) => Promise<Found>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const name of names) {
    const line = new ProgressLine()
    try {
      results.push({ name, error: null, ...(await work(name, line)) })
    } catch (error) {
      if (!(error instanceof LlmBenchError)) throw error
      results.push({ name, error: error.message, text: error.message })
      if (error.code === 'aborted') return results
    } finally {
      line.end()
    }
  }
  return results
}

function report(asked: AskedAction, results: readonly Result[]): number {
  const failed = results.filter(({ error }) => error !== null)
  const told = results.filter(({ error }) => error === null)
  if (asked.isJson)
    print(
      asked,
      results.map(({ text: _text, ...result }) => result),
      '',
    )
  else {
    for (const { name, text } of told) process.stdout.write(`${plainText(name)}: ${plainText(text)}\n`)
    for (const { name, text } of failed) process.stderr.write(`${plainText(name)}: ${plainText(text)}\n`)
    if (results.length === 0) process.stdout.write('no models: name some, or register them in llmBench({ models })\n')
  }
  return failed.length > 0 || results.some(({ isWrong }) => isWrong === true) ? notAsItShould : 0
}

function verifiedText({ path, sha256, state, against, wanted }: VerifiedFile): string {
  const file = basename(path)
  if (state === 'right') return `${file} is right: SHA-256 ${sha256} (${against.join(', ')})`
  if (state === 'unknown') return `${file} has no checksum to be held to: SHA-256 ${sha256}, to declare as its sha256`
  return `${file} is WRONG: ${wanted ?? ''} wanted, SHA-256 ${sha256} found; pull it anew, or correct sha256`
}
