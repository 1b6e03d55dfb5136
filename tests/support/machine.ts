// Computers for tests: namespaces of this machine's kernel, each with a host name, an /etc, a machine id and a network of its own.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';

const lives = `mount -t tmpfs none /mnt && mkdir /mnt/up /mnt/work && mount -t overlay none -o lowerdir=/etc,upperdir=/mnt/up,workdir=/mnt/work /etc &&
printf '%s\\n' "$MACHINE_ID" >/etc/machine-id && hostname "$NAME" && ip link set lo up && echo ready && exec sleep 3600`;

/** Why there can be no such machines here; null when there can. */
export const noMachines = whyNot();

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'namespaces with a network need root';
  try {
    execFileSync('unshare', ['--mount', '--uts', '--net', 'sh', '-c', lives.replace('exec sleep 3600', 'true')], {
      stdio: 'pipe',
      env: { ...process.env, MACHINE_ID: 'probe', NAME: 'probe' },
    });
    return null;
  } catch (error) {
    return `the kernel or its tools do not allow it: ${(error as Error).message}`;
  }
}

const network = `10.213.${randomInt(1, 250)}`;
/** Where all machines of this test file reach this machine. */
export const hostAddress = `${network}.1`;
let machines = 1;

export interface Machine {
  name: string;
  machineId: string;
  /** Runs a shell command in it as root. */
  run(command: string): Promise<{ code: number | null; out: string; err: string }>;
  /** Ends it, with everything that was in it. */
  close(): Promise<void>;
}

export async function startMachine(name: string): Promise<Machine> {
  machines += 1;
  const [link, address] = [`lcv${randomBytes(4).toString('hex')}`, `${network}.${machines}`];
  const machineId = randomBytes(16).toString('hex');
  const life = spawn('unshare', ['--mount', '--uts', '--net', 'sh', '-c', lives], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', MACHINE_ID: machineId, NAME: name },
  });
  await once(life.stdout, 'data');
  const pid = String(life.pid);
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', pid);
  ip('addr', 'add', hostAddress, 'peer', address, 'dev', link);
  ip('link', 'set', link, 'up');
  const run = (command: string) => {
    const child = spawn('nsenter', ['-t', pid, '--mount', '--uts', '--net', 'sh', '-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    });
  };
  const up = await run(`ip addr add ${address} peer ${hostAddress} dev eth0 && ip link set eth0 up`);
  if (up.code !== 0) throw new Error(`the machine has no network: ${up.err}`);
  const close = async () => {
    life.kill('SIGKILL');
    if (life.exitCode === null && life.signalCode === null) await once(life, 'exit');
  };
  return { name, machineId, run, close };
}
