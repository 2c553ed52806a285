/** A figure of the scenarios and what the API answered. */
export interface Figure {
  scenario: string;
  what: string;
  expected: string;
  actual: string;
}

/** Collects figures while the story runs. */
export class Ledger {
  readonly figures: Figure[] = [];

  expect(scenario: string, what: string, expected: string, actual: unknown): void {
    this.figures.push({ scenario, what, expected, actual: String(actual) });
  }
}
