import {expect} from 'chai';
import '../support/invariants.js';
import {openFrameChannel, type FrameChannel, type FrameListener} from '../../src/frame/frame-channel.js';

/** A frame of this page's own origin, whose messages a test posts itself. */
const openFrame = (): Window => document.body.appendChild(document.createElement('iframe')).contentWindow!;

const event = (name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  source: 'cube-embed',
  direction: 'event',
  type: `cube:event:${name}`,
  ...more,
});

describe('the channel to a frame', () => {
  const tenant = 'https://acme.cubecloud.dev';
  const channels: FrameChannel[] = [];

  const listen = (frame: Window, origin = tenant): string[] => {
    const heard: string[] = [];
    const listener: FrameListener = {
      origin,
      event: ({name}) => heard.push(name),
      foreign: (other) => heard.push(`foreign ${other}`),
    };
    channels.push(openFrameChannel(window, frame, listener));
    return heard;
  };

  const say = (source: Window | null, data: unknown, origin = tenant): void => {
    window.dispatchEvent(new MessageEvent('message', {source, data, origin}));
  };

  afterEach(() => {
    for (const channel of channels.splice(0)) channel.close();
  });

  it('hears its frame from its origin, and no other', () => {
    const [one, two] = [openFrame(), openFrame()];
    const heard = [listen(one), listen(two)];
    say(one, event('view'));
    say(two, event('navigate'));
    say(window, event('view'));
    say(null, event('view'));
    expect(heard).to.deep.equal([['view'], ['navigate']]);
  });

  it('compares origins as they are', () => {
    const frame = openFrame();
    const heard = listen(frame);
    for (const origin of [
      'null',
      '',
      `${tenant}.evil.test`,
      'http://acme.cubecloud.dev',
      `${tenant}:444`,
      `${tenant}/`,
    ]) {
      say(frame, event('ready'), origin);
    }
    expect(heard.every((name) => name.startsWith('foreign '))).to.equal(true);
  });

  it('does not read what somebody else says', () => {
    const frame = openFrame();
    const heard = listen(frame);
    channels[0]!.expectNoOther();
    const message = new MessageEvent('message', {source: frame, origin: 'https://evil.test'});
    let reads = 0;
    Object.defineProperty(message, 'data', {get: () => ++reads});
    window.dispatchEvent(message);
    const stranger = new MessageEvent('message', {source: window, origin: tenant});
    Object.defineProperty(stranger, 'data', {get: () => ++reads});
    window.dispatchEvent(stranger);
    expect([reads, heard]).to.deep.equal([0, []]);
  });

  it('has one listener for all, and none when all are closed', () => {
    const added: string[] = [];
    const {prototype} = EventTarget;
    const originals = Object.getOwnPropertyDescriptors(prototype);
    for (const [name, sign] of [
      ['addEventListener', '+'],
      ['removeEventListener', '-'],
    ] as const) {
      const original = originals[name].value!;
      prototype[name] = function (this: EventTarget, ...rest: Parameters<typeof original>) {
        if (this === window) added.push(`${sign}${rest[0]}`);
        original.apply(this, rest);
      };
    }
    const frames = [openFrame(), openFrame(), openFrame()];
    for (const frame of frames) listen(frame);
    for (const channel of [...channels, ...channels]) channel.close();
    Object.defineProperties(prototype, originals);
    expect(added).to.deep.equal(['+message', '-message']);
  });

  it('posts for its origin alone', async () => {
    const frame = openFrame();
    const got: unknown[] = [];
    const last = new Promise<void>((resolve) =>
      frame.addEventListener('message', ({data}: MessageEvent<{type: string}>) => {
        got.push(data.type);
        if (data.type === 'cube:action:last') resolve();
      }),
    );
    listen(frame, 'https://elsewhere.test');
    listen(frame, location.origin);
    channels[0]!.post('secret', {});
    channels[1]!.post('last', {});
    await last;
    expect(got).to.deep.equal(['cube:action:last']);
  });
});
