import type { RequestDefinition } from '../../workload/request-definition.ts'
import type { Driver } from '../target.ts'
import { simulatedDriver } from './simulated-driver.ts'
import type { Simulation } from './simulation.ts'

/** Executions of a task without its function. */
export function simulatedTask(simulation: Simulation, request: RequestDefinition): Driver {
  const [prompt] = request.prompts
  const model = prompt?.kind === 'text' ? prompt.text : 'task'
  return simulatedDriver(simulation, { model, spec: `task(${JSON.stringify(model)})` }, request)
}
