import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';
import { serveHttp } from '../transport/loopback.js';

const servePage = () => serveHttp((message, response) => {
  if (message.url === '/') response.end('the page itself');
  else response.writeHead(302, { location: message.url }).end();
});

const withFile = (address: string) => runUada(['--mock', '-q', '--dry-run', '--json', '-f', address, 'hi']);

describe('an address after --file', () => {
  it('may redirect to another server', async () => {
    const page = await servePage();
    const elsewhere = await serveHttp((_message, response) => void response.writeHead(301, { location: `${page}/` }).end());
    const { stdout } = await withFile(elsewhere);
    expect(JSON.parse(stdout).body.messages[0].content).toContain('the page itself');
  });

  it('is read in the character set that its server names, tags and all', async () => {
    const page = await serveHttp((_message, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=ISO-8859-1' }).end(Buffer.from('<p>grün</p>', 'latin1')));
    expect(JSON.parse((await withFile(page)).stdout).body.messages[0].content).toContain('<p>grün</p>');
  });

  it.each([
    ['where nobody listens', () => 'http://127.0.0.1:1/x', 6, /^uada: Nothing accepts connections at 127\.0\.0\.1:1\. Check the address after --file\.\n$/],
    ['that redirects in circles', (page: string) => `${page}/round`, 5, /redirects more than 10 times\. Check the address after --file\.\n$/],
    ['with a password', (page: string) => page.replace('//', '//me:canary-word@'), 2, /^uada: The address after --file, at 127\.0\.0\.1:\d+, holds a user name or password\. Fetch it with another program, and pipe it in\.\n$/],
  ])('%s is told as the address of a file', async (_name, toAddress, code, words) => {
    const { exitCode, stderr } = await withFile(toAddress(await servePage()));
    expect([exitCode, stderr]).toEqual([code, expect.stringMatching(words)]);
    expect(stderr).not.toContain('canary-word');
  });
});
