import { describe, expect, it } from 'vitest';
import { webhookAddressProblem } from './webhook-address.ts';

describe('the address of a webhook', () => {
  it.each([
    'https://hooks.brand-one.com/accord',
    'https://hooks.brand-one.com:443/accord?team=7',
    'https://xn--bcher-kva.com/',
  ])('may be %s', (address) => {
    expect(webhookAddressProblem(address, 'public')).toBeUndefined();
  });

  it.each([
    ['nonsense', 'https://'],
    ['ftp://hooks.brand-one.com/', 'https://'],
    ['http://hooks.brand-one.com/', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['https://user:pass@hooks.brand-one.com/', 'user name'],
    ['https://user@hooks.brand-one.com/', 'user name'],
    ['https://hooks.brand-one.com/#here', '#'],
    ['https://hooks.brand-one.com:8443/', 'port 443'],
    ['https://hooks.brand-one.com:22/', 'port 443'],
    ['https://169.254.169.254/latest/meta-data/', 'name a host'],
    ['https://10.0.0.1/', 'name a host'],
    ['https://8.8.8.8/', 'name a host'],
    // The same address in the forms that a URL parser makes dotted decimals of.
    ['https://0x7f.1/', 'name a host'],
    ['https://2130706433/', 'name a host'],
    ['https://0177.0.0.1/', 'name a host'],
    ['https://127.1/', 'name a host'],
    ['https://１２７.０.０.１/', 'name a host'],
    ['https://[::1]/', 'name a host'],
    ['https://[::ffff:10.0.0.1]/', 'name a host'],
    ['https://localhost/', 'public internet'],
    ['https://LOCALHOST./', 'public internet'],
    ['https://router/', 'public internet'],
    ['https://db.internal/', 'public internet'],
    ['https://printer.local./', 'public internet'],
    ['https://metadata.google.internal/', 'public internet'],
  ])('must not be %s', (address, why) => {
    expect(webhookAddressProblem(address, 'public')).toContain(why);
  });

  it.each([
    ['http://127.0.0.1:4000/hook', undefined],
    ['http://localhost:4000/hook', undefined],
    ['http://[::1]:4000/hook', undefined],
    ['http://127.0.0.2:4000/hook', 'https://'],
    ['http://10.0.0.1/hook', 'https://'],
    ['https://10.0.0.1/hook', 'name a host'],
    ['http://me@127.0.0.1:4000/hook', 'user name'],
  ])('on a platform of one machine: %s', (address, why) => {
    const problem = webhookAddressProblem(address, 'public-and-loopback');
    if (why) expect(problem).toContain(why);
    else expect(problem).toBeUndefined();
  });
});
