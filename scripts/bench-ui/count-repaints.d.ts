export declare const countRepaints: (written: string, columns: number) => { readonly repaints: number; readonly rows: number; readonly paintsPerRow: number };
