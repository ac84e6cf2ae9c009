/** True for ollama.com itself, the one server that may see its key: not for a host that only begins like it. */
export const isOllamaCloud = (baseUrl: string): boolean => {
  const { protocol, host } = new URL(baseUrl);
  return protocol === 'https:' && host === 'ollama.com';
};
