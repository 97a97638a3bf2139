import { Channel, takeCalls } from '../../channel/channel.ts'
import type { Wire } from '../../channel/wire.ts'
import type { LoadedModel } from '../../engines/engine.ts'
import type { ModelHostCalls } from '../../host/model-host-calls.ts'
import type { WantedModel } from '../../models/wanted-model.ts'
import { simulatedLoadMs } from '../simulated/simulation.ts'
import type { ConnectedHost } from './connected-host.ts'
import { simulatedDecision, simulatedEvaluation, simulatedReading } from './simulated-predictions.ts'

/** A model of which nothing was read and nothing loaded. */
export function simulatedHost({ spec, options }: WantedModel): ConnectedHost {
  return {
    lease: { id: 'simulated', socket: '', startupMs: simulatedLoadMs, loadedNow: true, model: modelOf(spec, options) },
    channel: simulatedChannel(),
  }
}

function modelOf(spec: string, { backend, threads }: WantedModel['options']): LoadedModel {
  return {
    name: spec,
    source: 'simulated',
    path: '',
    backend: backend === 'auto' ? 'cpu' : backend,
    device: 'simulated',
    tensorUnits: null,
    gpuLayers: 0,
    totalLayers: 0,
    parameters: null,
    quantization: null,
    purpose: 'text',
    reads: null,
    unusedInstructions: null,
    modelHash: 'simulated',
    trainContextSize: 4096,
    engine: 'simulated',
    threads: threads === 'auto' ? 1 : threads,
    calibration: [],
    loadTimeMs: simulatedLoadMs,
    residentBeforeBytes: 0,
    pageCache: 'unknown',
    fileBytes: 0,
    weightsBytes: 0,
    vramBytes: 0,
  }
}

/** Answers in this process what a model's host would be asked beside its requests. */
function simulatedChannel(): Channel<ModelHostCalls> {
  const [ours, theirs] = wires()
  takeCalls<Pick<ModelHostCalls, 'read-text' | 'evaluate' | 'end-evaluation' | 'decide'>>(theirs, {
    'read-text': simulatedReading,
    evaluate: simulatedEvaluation,
    'end-evaluation': () => {},
    decide: simulatedDecision,
  })
  return new Channel<ModelHostCalls>(ours, {})
}

/** Two ends of a connection within this process. */
function wires(): readonly [Wire, Wire] {
  const heard: ((frame: unknown) => void)[] = []
  const end = (own: 0 | 1): Wire => ({
    isOpen: true,
    open: (onFrame) => {
      heard[own] = onFrame
    },
    send: (frame) => heard[1 - own]?.(frame),
    hold: () => {},
    close: () => {},
  })
  return [end(0), end(1)]
}
