/** A rectangle of the drawing, in pixels. */
export interface PanelArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
