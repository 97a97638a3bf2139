import { noSuchName, notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  root: { type: 'string' },
  to: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const actions = ['list', 'pull', 'verify', 'remove', 'prune'] as const
type Action = (typeof actions)[number]

/** The command `llm-bench models`. */
export const modelsCommand: Command = {
  name: 'models',
  summary: 'lists, fetches, verifies and removes models',
  group: 'look',
  options,
  words: actions,
  help: `  llm-bench models list | pull | verify | remove | prune [names or specs] [--to 20GB] [--dry-run]
                   [--root .] [--json]
      The models of llmBench({ models }) in the Vitest configuration of --root, by their names, and any
      other by its spec (hf:<user>/<repository>:<quantization>, synthetic:<shape>).
      list    what is registered, what of it is here, and what else is in the caches.
      pull    fetches what is not here, or not in the state that the hub has now; without a name all
              that are registered. A download that was cut is gone on with, its checksum is checked,
              and several processes fetch a model once.
      verify  reads models whole and holds them to the checksums that are declared, that the hub has,
              and that were computed when they came; without a name all that are here.
      remove  removes the models that are named, whoever fetched them, but none in use.
      prune   removes unfinished downloads, and with --to (or llmBench({ downloads: { maxBytes } })) the
              least recently used models beyond that size: of those that this package has fetched or
              written, none in use or used in the last ten minutes.
      Downloads go into the Hugging Face cache: HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE, HF_ENDPOINT and
      HF_TOKEN mean what they mean to its own tools. Exit code 1: a model is damaged, or did not come.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('models', given, options)
    const [action, ...names] = positionals
    const call = `llm-bench models ${actionOf(action)}`
    if (values.to !== undefined && action !== 'prune') throw notAllowed(`${call} --to`, shown(values.to), 'it to prune')
    if (values['dry-run'] === true && action !== 'prune')
      throw notAllowed(`${call} --dry-run`, 'true', 'it to prune, which says then what would go')
    if (names.length > 0 && (action === 'list' || action === 'prune'))
      throw notAllowed(call, shown(names[0]), 'no names: it is about all models')
    if (names.length === 0 && action === 'remove')
      throw notAllowed(call, 'no model', 'the names or specs of those that are to go; llm-bench models list shows them')
    const [{ projectModels }, work] = await Promise.all([
      import('../models/project-models.ts'),
      import('../models/actions.ts'),
    ])
    const project = await projectModels(values.root ?? '.')
    const asked = { names, isJson: values.json === true, to: values.to ?? null, dryRun: values['dry-run'] === true }
    return await work[actionOf(action)](project, asked)
  },
}

function actionOf(action: string | undefined): Action {
  const found = actions.find((each) => each === action)
  if (found !== undefined) return found
  if (action === undefined) throw notAllowed('llm-bench models', 'no action', `one of ${actions.join(', ')}`)
  throw noSuchName('llm-bench models', { name: action, known: actions, kind: 'action' })
}
