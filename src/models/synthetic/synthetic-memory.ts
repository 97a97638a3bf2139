import type { GgufScalar } from '../gguf/gguf-cursor.ts'
import { type Quantization, quantizationNames } from '../gguf/quantizations.ts'
import type { PredictedModel } from '../memory/predict-memory.ts'
import { weightsMemory } from '../memory/weights-memory.ts'
import { readWeights } from '../reads/read-weights.ts'
import { planSynthetic, type SyntheticModel } from './synthetic-plan.ts'
import { shapes } from './shapes.ts'

/** A synthetic model as its file would describe it, without the file. */
export function syntheticMemory(model: SyntheticModel): PredictedModel {
  const { metadata, tensors } = planSynthetic(model)
  const { architecture, layers } = shapes[model.shape]
  const values = new Map<string, GgufScalar>()
  const arrayLengths = new Map<string, number>()
  for (const [key, { value }] of metadata) {
    if (typeof value === 'object') arrayLengths.set(key, value.length)
    else values.set(key, value)
  }
  const infos = tensors.map(({ name, dimensions, type }) => ({ name, dimensions, typeId: type.id, offset: 0 }))
  const parts = [{ values, arrays: new Map<string, readonly GgufScalar[]>(), arrayLengths, tensors: infos }]
  return {
    weights: weightsMemory(architecture, layers, parts),
    reads: readWeights(architecture, layers, parts),
  }
}

/** The same shape in other quantizations, those with the largest weights first. */
export function otherQuantizations(
  model: SyntheticModel,
): { readonly quantization: Quantization; readonly model: PredictedModel }[] {
  return quantizationNames
    .filter((quantization) => quantization !== model.quantization)
    .map((quantization) => ({ quantization, model: syntheticMemory({ ...model, quantization }) }))
    .toSorted((one, other) => other.model.weights.tensorBytes - one.model.weights.tensorBytes)
}
