const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

/** A PDF of one page that holds one JPEG picture, at 144 dots per inch. */
export async function pdfFile(jpeg: Blob, width: number, height: number): Promise<Blob> {
  const picture = new Uint8Array(await jpeg.arrayBuffer());
  const page = {width: Math.round(width / 2), height: Math.round(height / 2)};
  const content = `q ${page.width} 0 0 ${page.height} 0 0 cm /Im0 Do Q`;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (part: Uint8Array<ArrayBuffer>): void => {
    parts.push(part);
    length += part.length;
  };
  const object = (dictionary: string, stream?: Uint8Array<ArrayBuffer>): void => {
    offsets.push(length);
    add(bytes(`${offsets.length} 0 obj\n${dictionary}\n`));
    if (stream) {
      add(bytes('stream\n'));
      add(stream);
      add(bytes('\nendstream\n'));
    }
    add(bytes('endobj\n'));
  };
  add(bytes('%PDF-1.4\n'));
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >> >>`,
  );
  object(`<< /Length ${content.length} >>`, bytes(content));
  object(
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.length} >>`,
    picture,
  );
  const tableAt = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(bytes(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}`));
  add(bytes(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${tableAt}\n%%EOF\n`));
  return new Blob(parts, {type: 'application/pdf'});
}
