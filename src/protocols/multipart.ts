/** A field of a form; one with a file name is a file. */
export type FormField = { readonly name: string; readonly value: string; readonly fileName?: string };

const quote = (text: string): string => `"${text.replace(/["\r\n]/g, '_')}"`;

const writeField = ({ name, value, fileName }: FormField): string => {
  const file = fileName === undefined ? '' : `; filename=${quote(fileName)}\r\ncontent-type: application/jsonl`;
  return `content-disposition: form-data; name=${quote(name)}${file}\r\n\r\n${value}\r\n`;
};

/**
 * A form as `multipart/form-data` (RFC 7578) for files of JSON Lines: no line of those begins with the dashes of the
 * boundary, so that it needs no chance.
 */
export const writeForm = (fields: readonly FormField[]): { readonly contentType: string; readonly body: string } => {
  const boundary = 'uada-form-boundary-7f3a9c51';
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: `${fields.map((field) => `--${boundary}\r\n${writeField(field)}`).join('')}--${boundary}--\r\n`,
  };
};

const readField = (part: string): FormField | undefined => {
  const end = part.indexOf('\r\n\r\n');
  const head = part.slice(0, end);
  const name = /\bname="([^"]*)"/i.exec(head)?.[1];
  if (end < 0 || name === undefined) return undefined;
  const fileName = /\bfilename="([^"]*)"/i.exec(head)?.[1];
  return { name, value: part.slice(end + 4), ...(fileName === undefined ? {} : { fileName }) };
};

/** The fields of a form; undefined for a body of another type. */
export const readForm = (contentType: string, body: string): readonly FormField[] | undefined => {
  const match = /^multipart\/form-data\b.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return parts.flatMap((part) => readField(part.replace(/^[ \t]*\r\n/, '')) ?? []);
};
