import type { FieldRecord } from '../../record/target.ts'
import type { FieldChange } from '../../requesters/http/field-changes.ts'
import { type RequestFields, sentName } from '../../requesters/http/request-fields.ts'

/** How the fields of a target's requests are sent, and who said so. */
export interface FieldChoice {
  /** Choice of the bench; it is never learned otherwise. */
  readonly asked: RequestFields
  /** Choice that is known of this service. */
  readonly known: RequestFields
}

/** Changes that this process has learned for each target: no run learns them again. */
const learned = new Map<string, Map<string, FieldChange>>()

/** The fields of a target's requests, with what was learned of them. */
export class FieldMemory {
  readonly #choice: FieldChoice
  readonly #changes: Map<string, FieldChange>

  /** @param target name of the target: of equal ones what is learned of one holds for the other */
  constructor(target: string, choice: FieldChoice) {
    this.#choice = choice
    this.#changes = learned.get(target) ?? new Map<string, FieldChange>()
    learned.set(target, this.#changes)
  }

  /** The fields as they are to be sent. */
  get fields(): RequestFields {
    const changes = [...this.#changes.values()].map(({ name, sentAs }) => [name, sentAs ?? false] as const)
    return { ...this.#choice.known, ...Object.fromEntries(changes), ...this.#choice.asked }
  }

  /** Learns changes, for every later run of the target too. */
  learn(changes: readonly FieldChange[]): void {
    for (const change of changes) this.#changes.set(change.name, change)
  }

  /** The record of what is left out or renamed. */
  get record(): FieldRecord[] {
    const { fields } = this
    // In the order of their names: parts of a load are compared.
    return Object.keys(fields)
      .toSorted()
      .map((name): FieldRecord => ({ name, sentAs: sentName(fields, name), because: this.#because(name) }))
      .filter(({ name, sentAs }) => sentAs !== name)
  }

  #because(name: string): FieldRecord['because'] {
    if (this.#choice.asked[name] !== undefined) return 'option'
    return this.#changes.has(name) ? 'refused' : 'address'
  }
}

/** Words for a person about fields that are sent otherwise. */
export function changesText(changes: readonly FieldChange[]): string {
  return changes
    .map(({ name, sentAs }) => (sentAs === null ? `${name} is left out` : `${name} is sent as ${sentAs}`))
    .join(', ')
}
