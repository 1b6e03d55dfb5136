import { describe, expect, it } from 'vitest';
import { closedTo } from './webhook.ts';

describe('webhooks', () => {
  it('go to public addresses only, however others are written', () => {
    const closed = closedTo([]);
    const nobodys = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'];
    const nobodys6 = [
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      '::7f00:1',
      'fd00::1',
      'fe80::1',
      'ff02::1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
    ];
    for (const address of [...nobodys, ...nobodys6]) expect(closed(address), address).toBe(true);
    for (const address of ['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700:4700::1111']) expect(closed(address), address).toBe(false);
  });

  it('go to private networks that the settings name', () => {
    const closed = closedTo(['10.1.0.0/16', '192.168.1.7', 'fd00::/8']);
    for (const address of ['10.1.2.3', '192.168.1.7', 'fd00::1']) expect(closed(address), address).toBe(false);
    for (const address of ['10.2.0.1', '192.168.1.8', 'fe80::1']) expect(closed(address), address).toBe(true);
  });
});
