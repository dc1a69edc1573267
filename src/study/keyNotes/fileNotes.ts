/** What an editor shows of the keys of one file. */
export interface FileNotes {
  /** Path of a key → one sentence. A key of a run of a model is that of the model, unless it is here by itself. */
  readonly keys: Readonly<Record<string, string>>;
  /** Of a file whose entries have kinds: kind → what an entry of it does (`kind`), and its keys by their path in the entry. They go before `keys`. */
  readonly kinds?: Readonly<Record<string, KindNotes>>;
}

export interface KindNotes {
  readonly kind: string;
  readonly [path: string]: string;
}
