import type { Check } from '../evidence/check.ts'

/** Apple's chips from the M5 on have tensor units in their GPU. */
const withTensorUnits = /\bApple (?:M(?:[5-9]|[1-9]\d)|A(?:19|[2-9]\d))\b/u

/** The tensor units of a GPU that has them are used only where llama.cpp's Metal backend found them. */
export const tensorUnits: Check = ({ header }) => {
  const { backend, device, tensorUnits: used } = header.facts.target
  if (backend !== 'metal' || (used ?? null) === null || !withTensorUnits.test(device ?? '')) return null
  const base = { id: 'tensor-units', protects: ['all'] }
  return used === true
    ? { ...base, status: 'ok', message: "llama.cpp uses the GPU's tensor units" }
    : {
        ...base,
        status: 'warning',
        message:
          'llama.cpp does not use the GPU\'s tensor units (it says "has tensor = false"): ' +
          'unset GGML_METAL_TENSOR_DISABLE, or update macOS and node-llama-cpp',
      }
}
