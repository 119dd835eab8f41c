// Reads the exports of a module by TypeScript: the signature, members and JSDoc of each. The reference is made of them.
import ts from 'typescript';

const oneLine = (text) => text.replace(/\s*\n\s*/g, ' ').trim();

const written = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/** A type as in its source, on one line, without `readonly`, which every member has. */
const sourceOf = (node) =>
  oneLine(node.getText().replace(/\/\*[^]*?\*\//g, ''))
    .replace(/\breadonly (?=[\w'"]+\??:)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .replace(/([({[<]) /g, '$1')
    .replace(/,? ([)}\]>])(?!>)/g, (_whole, bracket) => bracket);

const isOurs = (symbol) =>
  symbol.declarations?.some((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/'));

const isHidden = (symbol) =>
  /^(#|__)/.test(symbol.name) ||
  symbol.declarations?.some(
    (declaration) => ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
  );

/** A type whose text is longer than this is documented by its members. */
const longestType = 160;

const reader = (checker, resultNames) => {
  const membersNamed = (type) => {
    const names = checker
      .getPropertiesOfType(type)
      .map(({name, flags}) => (flags & ts.SymbolFlags.Optional ? `${name}?` : name));
    return `{${names.join(', ')}}`;
  };

  const inWords = (type, declaration) => {
    const text = checker
      .typeToString(type, declaration, written)
      .replace(/import\("[^"]*"\)\./g, '')
      .replace(/\breadonly (?=[\w'"]+\??:)| \| undefined\b|\{\} & /g, '');
    if (text.length <= longestType) return text;
    if (type.getCallSignatures().length) return text.replace(/=> \{[^]*$/, '=> object');
    const present = checker.getNonNullableType(type);
    const item = checker.isArrayType(present) && checker.getTypeArguments(present)[0];
    return item ? `${membersNamed(item)}[]` : membersNamed(present);
  };

  const typeText = (symbol) => {
    const [declaration] = symbol.declarations ?? [];
    const node = declaration?.type;
    if (node && !ts.isFunctionLike(declaration)) return sourceOf(node);
    return inWords(checker.getTypeOfSymbol(symbol), declaration);
  };

  const documented = (symbol) => {
    const tags = symbol.getJsDocTags(checker);
    const texts = (name) =>
      tags.filter((tag) => tag.name === name).map((tag) => oneLine(ts.displayPartsToString(tag.text)));
    return {
      name: symbol.name,
      description: oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker))),
      throws: texts('throws'),
      returns: texts('returns')[0] ?? '',
      byDefault: texts('default')[0] ?? '',
    };
  };

  const parameterOf = (symbol) => {
    const [declaration] = symbol.declarations ?? [];
    const isOptional = declaration && (declaration.questionToken || declaration.initializer);
    const type = declaration?.type ? sourceOf(declaration.type) : inWords(checker.getTypeOfSymbol(symbol), declaration);
    const name = /^\W|^__/.test(symbol.name) ? 'options' : symbol.name;
    return `${name}${isOptional ? '?' : ''}: ${type}`;
  };

  const callsOf = (symbol, name) =>
    checker
      .getTypeOfSymbol(symbol)
      .getCallSignatures()
      .map((signature) => {
        const {declaration} = signature;
        const result = declaration?.type
          ? sourceOf(declaration.type)
          : (resultNames.get(name) ?? inWords(signature.getReturnType(), declaration));
        const generics = declaration?.typeParameters
          ? `<${declaration.typeParameters.map((parameter) => sourceOf(parameter)).join(', ')}>`
          : '';
        return {call: `${name}${generics}(${signature.parameters.map(parameterOf).join(', ')})`, result};
      });

  /** A method, or a member that holds a value. */
  const memberOf = (symbol, before) => {
    const name = before + symbol.name;
    const isMethod = !!(symbol.flags & ts.SymbolFlags.Method);
    return {
      ...documented(symbol),
      name,
      isMethod,
      isOptional: !!(symbol.flags & ts.SymbolFlags.Optional),
      calls: isMethod ? callsOf(symbol, name) : [],
      type: typeText(symbol),
    };
  };

  /** An object literal type: its members are listed one by one. */
  const isMadeInPlace = (symbol) =>
    checker.getTypeOfSymbol(symbol).symbol?.declarations?.some(ts.isObjectLiteralExpression);

  const membersOf = (type, before = '') =>
    checker
      .getPropertiesOfType(type)
      .filter((symbol) => isOurs(symbol) && !isHidden(symbol))
      .flatMap((symbol) => {
        const member = memberOf(symbol, before);
        if (!isMadeInPlace(symbol)) return [member];
        return [{...member, type: 'object'}, ...membersOf(checker.getTypeOfSymbol(symbol), `${before}${symbol.name}.`)];
      });

  const isObject = (type) =>
    !!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) &&
    !type.getCallSignatures().length &&
    !checker.isArrayType(type);

  return (exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const [declaration] = symbol.declarations;
    const entry = {...documented(symbol), name: exported.name, calls: [], members: [], statics: [], definition: ''};
    if (symbol.flags & ts.SymbolFlags.Class) {
      const statics = checker.getTypeOfSymbol(symbol);
      return {
        ...entry,
        kind: 'class',
        calls: statics.getConstructSignatures().map(({parameters}) => ({
          call: `new ${exported.name}(${parameters.map(parameterOf).join(', ')})`,
          result: '',
        })),
        members: membersOf(checker.getDeclaredTypeOfSymbol(symbol)),
        statics: membersOf(statics).filter(({name}) => name !== 'prototype'),
      };
    }
    if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
      const type = checker.getDeclaredTypeOfSymbol(symbol);
      const members = isObject(type) ? membersOf(type) : [];
      const isOfWords = type.isUnion() && type.types.every((part) => part.isStringLiteral());
      const meaning = () =>
        isOfWords ? type.types.map(({value}) => `'${value}'`).join(' | ') : sourceOf(declaration.type);
      const definition = members.length || !declaration.type ? '' : `type ${exported.name} = ${meaning()}`;
      return {...entry, kind: 'type', members, definition};
    }
    const calls = callsOf(symbol, exported.name);
    return {
      ...entry,
      kind: calls.length ? 'function' : 'value',
      calls,
      definition: calls.length ? '' : typeText(symbol),
    };
  };
};

/** `type Emulator = ReturnType<typeof createEmulator>` names what that function returns. */
const namesOfResults = (symbols, checker) =>
  new Map(
    symbols.flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const text = symbol.declarations?.[0]?.type?.getText() ?? '';
      const [, name] = /^ReturnType<typeof (\w+)>$/.exec(text) ?? [];
      return name ? [[name, exported.name]] : [];
    }),
  );

/** Reads the exports of each entry, in the order of the names. */
export function readExports(...entries) {
  const {config} = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const {options} = ts.parseJsonConfigFileContent({...config, include: [], files: entries}, ts.sys, process.cwd());
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const exportsOf = (entry) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));
  const read = reader(checker, namesOfResults(entries.flatMap(exportsOf), checker));
  return entries.map((entry) =>
    exportsOf(entry)
      .map(read)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}
