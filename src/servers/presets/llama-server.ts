import { basename } from 'node:path'
import * as v from 'valibot'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { text } from '../../option-check/kinds.ts'
import { flag } from './flag.ts'
import { cachedLlamaServer } from './llama-release.ts'
import { given } from './given.ts'
import { encoderFlags, llamaEncoderEntries } from './llama-encoder.ts'
import { llamaServerEntries } from './llama-server-entries.ts'
import { type InstallHint, PORT_PLACE, type ServerSpec, withKey } from '../server-spec.ts'
import { otherPlaces, numberOfFlag, type RefusedFlags, refuseFlags, valueOfFlag } from './refuse-flags.ts'
import type { ModelText } from '../../models/registry/names.ts'
import type { LlamaEncoderOptions, LlamaServerSettings } from './shared-options.ts'

/** Options of {@link llamaServer}; one that is left out is llama-server's own choice. */
export interface LlamaServerOptions extends LlamaServerSettings, LlamaEncoderOptions {
  /**
   * Path of a GGUF file, a name from the plugin's `models`, `hf:…` or `synthetic:…`. Of a registered model its load
   * options hold where the same ones are left out here, and its price.
   */
  readonly model: ModelText
}

const schema = v.strictObject({
  model: v.pipe(
    text,
    v.description(
      "the path of a GGUF file, a name from the plugin's models, hf:<user>/<repository> or synthetic:<shape>",
    ),
  ),
  ...llamaServerEntries,
  ...llamaEncoderEntries,
})

const installHint: InstallHint = {
  darwin: 'brew install llama.cpp',
  linux: 'brew install llama.cpp, or build it: https://github.com/ggml-org/llama.cpp/blob/master/docs/build.md',
  win32: 'winget install llama.cpp',
}

/** Its health is at the root, over http. */
export const refusedByLlama: RefusedFlags = {
  ...otherPlaces,
  '--api-prefix':
    'the arguments without it: its health is asked for at the root (server.command() starts any other way)',
  '--ssl-key-file': 'the arguments without it: it is asked over http (server.command() starts any other way)',
}

/** Its model is a file. */
const refused: RefusedFlags = {
  ...refusedByLlama,
  '--model': 'the option model in its place',
  '-m': 'the option model in its place',
  '--models-dir': 'the option modelsDir in the place of model',
  '--models-preset': 'the option modelsDir or models in the place of model',
}

/** Number of layers beyond that of any model: older releases do not know the word `all`. */
const allLayers = 999

/**
 * The spec of llama.cpp's HTTP server on one GGUF file.
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function llamaServer(options: LlamaServerOptions): ServerSpec {
  const call = optionsOf('server.llamaServer')
  checkOptions(schema, options, { call })
  refuseFlags(options.args, refused, call)
  const { model } = options
  const named = valueOfFlag(options.args, '--alias', '-a')?.split(',', 1)[0]
  const alias = named ?? basename(model).replace(/\.gguf$/i, '')
  return llamaSpec(options, {
    args: [
      ...flag('--model', model),
      ...flag('--alias', named === undefined ? alias : undefined),
      ...encoderFlags(options, call),
    ],
    files: [model],
    model: alias,
  })
}

/** The spec of a llama-server, by what it serves: one model, or several. */
export function llamaSpec(
  options: LlamaServerSettings,
  { args, files, model }: Pick<ServerSpec, 'args' | 'files' | 'model'>,
): ServerSpec {
  const { binary, cachePrompt = false, metrics = true } = options
  return withKey({
    name: 'llama-server',
    command: binary ?? 'llama-server',
    places:
      binary === undefined
        ? { variable: 'LLAMA_SERVER', cached: cachedLlamaServer() }
        : { variable: null, cached: null },
    module: null,
    args: [
      ...args,
      ...flag('--host', '127.0.0.1'),
      ...flag('--port', PORT_PLACE),
      ...flags(options),
      cachePrompt ? '--cache-prompt' : '--no-cache-prompt',
      ...(metrics ? ['--metrics'] : []),
      ...(options.args ?? []),
    ],
    env: {
      // States of earlier prompts are kept in memory beside that, and restored between requests. A
      // variable, because releases that have no such cache refuse the flag.
      ...(cachePrompt ? {} : { LLAMA_ARG_CACHE_RAM: '0' }),
      ...options.env,
    },
    cwd: options.cwd ?? null,
    url: `http://127.0.0.1:${PORT_PLACE}/v1`,
    healthPath: '/health',
    readyTimeoutMs: options.readyTimeout ?? 300_000,
    files,
    model,
    requiredModel: null,
    preload: null,
    platforms: null,
    metrics: metrics ? 'llama-server' : null,
    version: { by: 'arguments', args: ['--version'], pattern: String.raw`^version: (.+)$` },
    settings: given({
      slots: options.parallel ?? numberOfFlag(options.args, '--parallel', '-np'),
      flashAttention: options.flashAttention ?? valueOfFlag(options.args, '--flash-attn', '-fa') ?? undefined,
      dtype: valueOfFlag(options.args, '--cache-type-k', '-ctk') ?? undefined,
      cachePrompt,
    }),
    installHint,
  })
}

function flags(options: LlamaServerSettings): string[] {
  const { contextSize, parallel, threads, gpuLayers, batchSize, flashAttention, seed } = options
  return [
    // Slots that are asked for by number divide the context among them.
    ...flag('--ctx-size', contextSize === undefined ? undefined : contextSize * (parallel ?? 1)),
    ...flag('--parallel', parallel),
    ...flag('--threads', threads),
    ...flag('--n-gpu-layers', gpuLayers === 'max' ? allLayers : gpuLayers),
    ...flag('--batch-size', batchSize),
    ...flag('--flash-attn', flashAttention === undefined ? undefined : onOff(flashAttention)),
    ...flag('--seed', seed),
  ]
}

function onOff(value: boolean | 'auto'): string {
  if (value === 'auto') return value
  return value ? 'on' : 'off'
}
