"""The languages that Hugo highlights: Chroma's names and file patterns, and the Pygments lexer for each.

Hugo looks a fence's language up among Chroma's lexers; one that Chroma lacks is not highlighted, whatever
Pygments knows. Where Pygments has no lexer of that language, a near one or plain text stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Final

import msgspec

LONGEST: Final = 200
"""Characters; no language or file name is longer."""


class Languages(msgspec.Struct, frozen=True):
    """The table, ready for look-up."""

    names: dict[str, str]
    """Lower-cased name -> alias of a Pygments lexer, and so below."""
    files: dict[str, str]
    """By exact file name."""
    suffixes: dict[str, str]
    """By what follows a dot in a file name, the dot not included."""
    patterns: tuple[tuple[str, str], ...]
    """By any other shell pattern."""


@lru_cache(maxsize=1024)
def lexer_alias(language: str) -> str | None:
    """The Pygments lexer for what Chroma takes for a language (`C++`, `python:file.py`), None if nothing.

    Chroma's rule: a name or alias in any case, else a file extension (`kts`), else a file name (`main.go`).
    """
    if not language or len(language) > LONGEST:
        return None
    name = _languages().names.get(language.lower())
    return name or _by_file_name(f"filename.{language}") or _by_file_name(language)


def _by_file_name(name: str) -> str | None:
    languages = _languages()
    if name in languages.files:
        return languages.files[name]
    for suffix in _suffixes(name):
        if suffix in languages.suffixes:
            return languages.suffixes[suffix]
    return next((lexer for pattern, lexer in languages.patterns if fnmatchcase(name, pattern)), None)


def _suffixes(name: str) -> Iterator[str]:
    """What follows each dot, longest first."""
    dot = name.find(".")
    while dot >= 0:
        yield name[dot + 1 :]
        dot = name.find(".", dot + 1)


@cache
def _languages() -> Languages:
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    suffixes: dict[str, str] = {}
    patterns: list[tuple[str, str]] = []
    for row in TABLE.splitlines():
        lexer, _, known = row.partition(":")
        aliases, _, globs = known.partition("|")
        for alias in filter(None, (alias.strip() for alias in aliases.split(","))):
            names.setdefault(alias, lexer)
        for glob in globs.split():
            if not any(wild in glob for wild in "*?["):
                files.setdefault(glob, lexer)
            elif glob.startswith("*.") and not any(wild in glob[2:] for wild in "*?["):
                suffixes.setdefault(glob[2:], lexer)
            else:
                patterns.append((glob, lexer))
    return Languages(names, files, suffixes, tuple(patterns))


TABLE: Final = """\
abap: abap | *.abap *.ABAP
abnf: abnf | *.abnf
actionscript: actionscript, as | *.as
actionscript3: actionscript 3, as3, actionscript3 | *.as
ada: ada, ada95, ada2005 | *.adb *.ads *.ada
agda: agda | *.agda
delphi: al | *.al *.dal
alloy: alloy | *.als
ampl: ampl | *.mod *.run
ng2: angular2, ng2
antlr: antlr
apacheconf: apacheconf, aconf, apache | .htaccess apache.conf apache2.conf
apl: apl | *.apl
applescript: applescript | *.applescript
sql: arangodb aql, aql | *.aql
arduino: arduino | *.ino
gas: armasm | *.s *.S
arturo: arturo, art | *.art
text: atl | *.atl
autohotkey: autohotkey, ahk | *.ahk *.ahkl
autoit: autoit | *.au3
awk: awk, gawk, mawk, nawk | *.awk
java: ballerina | *.bal
bash: bash, sh, ksh, zsh, shell | *.sh *.ksh *.bash *.ebuild *.eclass .env .env.* *.env *.exheres-0
bash: | *.exlib *.zsh *.zshrc .bashrc bashrc .bash_* bash_* zshrc .zshrc APKBUILD PKGBUILD
console: bash session, bash-session, console, shell-session | *.sh-session
batch: batchfile, bat, batch, dosbatch, winbatch | *.bat *.cmd
csharp: beef | *.bf
bibtex: bibtex, bib | *.bib
terraform: bicep | *.bicep
blitzbasic: blitzbasic, b3d, bplus | *.bb *.decls
bnf: bnf | *.bnf
bqn: bqn | *.bqn
brainfuck: brainfuck, bf | *.bf *.b
c: c | *.c *.h *.idc *.x[bp]m
csharp: c#, csharp | *.cs
cpp: c++, cpp | *.cpp *.hpp *.c++ *.h++ *.cc *.hh *.cxx *.hxx *.C *.H *.cp *.CPP *.tpp
c: c3 | *.c3 *.c3i *.c3t
nginx: caddyfile, caddy | Caddyfile*
nginx: caddyfile directives, caddyfile-directives, caddyfile-d, caddy-d
capnp: cap'n proto, capnp | *.capnp
sql: cassandra cql, cassandra, cql | *.cql
ceylon: ceylon | *.ceylon
cfengine3: cfengine3, cf3 | *.cf
cfs: cfstatement, cfs
chaiscript: chaiscript, chai | *.chai
chapel: chapel, chpl | *.chpl
cheetah: cheetah, spitfire | *.tmpl *.spt
clojure: clojure, clj, edn | *.clj *.edn
cmake: cmake | *.cmake CMakeLists.txt
cobol: cobol | *.cob *.COB *.cpy *.CPY
coffeescript: coffeescript, coffee-script, coffee | *.coffee
common-lisp: common lisp, common-lisp, cl, lisp | *.cl *.lisp
coq: coq | *.v
text: core | *.core
cr: crystal, cr | *.cr
css: css | *.css *.css.in
text: csv | *.csv
go: cue | *.cue
cython: cython, pyx, pyrex | *.pyx *.pxd *.pxi
d: d | *.d *.di
dart: dart | *.dart
dax: dax | *.dax
desktop: desktop file, desktop, desktop_entry | *.desktop
devicetree: devicetree, dts | *.dts *.dtsi
diff: diff, udiff | *.diff *.patch
django: django/jinja, django, jinja
zone: dns, zone, bind | *.zone
docker: docker, dockerfile, containerfile | Dockerfile Dockerfile.* *.Dockerfile *.docker Containerfile
docker: | Containerfile.* *.Containerfile
dtd: dtd | *.dtd
dylan: dylan | *.dylan *.dyl *.intr
ebnf: ebnf | *.ebnf
elixir: elixir, ex, exs | *.ex *.eex *.exs
elm: elm | *.elm
emacs-lisp: emacslisp, emacs, elisp, emacs-lisp | *.el
erb: erb
erlang: erlang | *.erl *.hrl *.es *.escript
factor: factor | *.factor
fennel: fennel, fnl | *.fennel
fish: fish, fishshell | *.fish *.load
forth: forth | *.frt *.fth *.fs
fortran: fortran, f90 | *.f03 *.f90 *.f95 *.F03 *.F90 *.F95
fortranfixed: fortranfixed | *.f *.F
fsharp: fsharp | *.fs *.fsi
gas: gas, asm | *.s *.S
gdscript: gdscript, gd | *.gd
gdscript: gdscript3, gd3 | *.gd
text: gemfile.lock, gemfile-lock, gemfilelock | Gemfile.lock *.gemfile.lock
genshi: genshi, kid, xml+genshi, xml+kid | *.kid
genshitext: genshi text, genshitext
pot: gettext, pot, po | *.pot *.po
gherkin: gherkin, cucumber | *.feature *.FEATURE
gleam: gleam | *.gleam
glsl: glsl | *.vert *.frag *.geo
gnuplot: gnuplot | *.plot *.plt
go: go, golang | *.go
html: go html template, go-html-template
go: go template, go-template | *.gotmpl *.go.tmpl
text: go text template, go-text-template
graphql: graphql, graphqls, gql | *.graphql *.graphqls
groff: groff, nroff, man | *.[1-9] *.1p *.3pm *.man
groovy: groovy | *.groovy *.gradle
handlebars: handlebars, hbs | *.handlebars *.hbs
hare: hare | *.ha
haskell: haskell, hs | *.hs
haxe: haxe, hx, hxsl | *.hx *.hxsl
terraform: hcl | *.hcl
hexdump: hexdump
go: hlb | *.hlb
hlsl: hlsl | *.hlsl *.hlsli *.cginc *.fx *.fxh
c: holyc | *.HC *.hc *.HH *.hh *.hc.z *.HC.Z
html: html | *.html *.htm *.xhtml *.xslt
html+genshi: html+genshi, html+kid
http: http
hylang: hy, hylang | *.hy
idris: idris, idr | *.idr
igor: igor, igorpro | *.ipf
ini: ini, cfg, dosini | *.ini *.cfg *.inf *.service *.socket *.container *.network *.build *.pod *.kube
ini: | *.volume *.image .gitconfig .editorconfig pylintrc .pylintrc
io: io | *.io
text: iscdhcpd | dhcpd.conf
j: j | *.ijs
janet: janet | *.janet *.jdn
java: java | *.java
javascript: javascript, js | *.js *.jsm *.mjs *.cjs *.js.in
json: json, jsonl | *.json *.jsonl *.jsonc *.json5 *.avsc .luaurc
javascript: jsonata | *.jsonata
jsonnet: jsonnet | *.jsonnet *.libsonnet
julia: julia, jl | *.jl
text: jungle | *.jungle
text: kakoune, kak, kakrc, kakscript | *.kak kakrc
text: kdl | *.kdl
kotlin: kotlin | *.kt *.kts
text: lateralus, ltl | *.ltl
lean4: lean4, lean | *.lean
lighttpd: lighttpd configuration file, lighty, lighttpd
lilypond: lilypond | *.ly
llvm: llvm | *.ll
javascript: lox | *.lox
lua: lua | *.lua *.wlua
luau: luau | *.luau
make: makefile, make, mf, bsdmake | *.mak *.mk Makefile makefile Makefile.* GNUmakefile BSDmakefile
make: | Justfile justfile .justfile
mako: mako | *.mao
markdown: markdown, md, mkd | *.md *.mkd *.markdown
mason: mason | *.m *.mhtml *.mc *.mi autohandler dhandler
sql: materialize sql dialect, materialize, mzsql
mathematica: mathematica, mma, nb | *.cdf *.m *.ma *.mt *.mx *.nb *.nbp *.wl
matlab: matlab | *.m
mcfunction: mcfunction, mcf | *.mcfunction
meson: meson, meson.build | meson.build meson.options meson_options.txt
cpp: metal | *.metal
text: microcad, µcad | *.µcad *.ucad *.mcad
text: minizinc, mzn | *.mzn *.dzn *.fzn
llvm: mlir | *.mlir
modelica: modelica | *.mo
modula2: modula-2, modula2, m2 | *.def *.mod
mojo: mojo, 🔥 | *.mojo *.🔥
java: monkeyc | *.mc
rust: moonbit, mbt | *.mbt
moonscript: moonscript, moon | *.moon
text: morrowindscript, morrowind, mwscript
myghty: myghty | *.myt autodelegate
mysql: mysql, mariadb | *.sql
nasm: nasm | *.asm *.ASM *.nasm
text: natural | *.NSN *.NSP *.NSS *.NSH *.NSG *.NSL *.NSA *.NSM *.NSC *.NS7
nasm: ndisasm
newspeak: newspeak | *.ns2
nginx: nginx configuration file, nginx | nginx.conf
nimrod: nim, nimrod | *.nim *.nimrod
nixos: nix, nixos | *.nix
nsis: nsis, nsi, nsh | *.nsi *.nsh
bash: nu | *.nu
objective-c: objective-c, objectivec, obj-c, objc | *.m *.h
delphi: objectpascal | *.pas *.pp *.inc *.dpr *.dpk *.lpr *.lpk
ocaml: ocaml | *.ml *.mli *.mll *.mly
octave: octave | *.m
odin: odin | *.odin
text: onesenterprise, ones, 1s, 1s:enterprise | *.EPF *.epf *.ERF *.erf
openedge: openedge abl, openedge, abl, progress, openedgeabl | *.p *.cls *.w *.i
openscad: openscad | *.scad
org: org mode, org, orgmode | *.org
pacmanconf: pacmanconf | pacman.conf
perl: perl, pl | *.pl *.pm *.t
php: php, php3, php4, php5 | *.php *.php[345] *.inc *.phtml
pig: pig | *.pig
pkgconfig: pkgconfig | *.pc
plpgsql: pl/pgsql, plpgsql
text: plaintext, text, plain, no-highlight | *.txt
text: plutus core, plutus-core, plc | *.plc
pony: pony | *.pony
postgresql: postgresql sql dialect, postgresql, postgres
postscript: postscript, postscr | *.ps *.eps *.epsf *.epsi *.pfa *.t42
pov: povray, pov | *.pov *.inc
text: powerquery, pq | *.pq
powershell: powershell, posh, ps1, psm1, psd1, pwsh | *.ps1 *.psm1 *.psd1
prolog: prolog | *.ecl *.prolog *.pro *.pl
promela: promela | *.pml *.prom *.prm *.promela *.pr *.pm
promql: promql | *.promql
properties: properties, java-properties | *.properties
protobuf: protocol buffer, protobuf, proto | *.proto
protobuf: protocol buffer text format, txtpb | *.txtpb *.textproto *.textpb *.pbtxt
prql: prql | *.prql
text: psl | *.psl *.BATCH *.TRIG *.PROC
puppet: puppet | *.pp
python: python, py, sage, python3, py3, starlark | *.py *.pyi *.pyw *.jy *.sage *.sc SConstruct SConscript
python: | *.bzl BUCK BUILD BUILD.bazel WORKSPACE WORKSPACE.bzlmod WORKSPACE.bazel MODULE.bazel REPO.bazel
python: | *.star *.tac
python2: python 2, python2, py2
qbasic: qbasic, basic | *.BAS *.bas
qml: qml, qbs | *.qml *.qbs
splus: r, splus, s | *.S *.R *.r .Rhistory .Rprofile .Renviron
racket: racket, rkt | *.rkt *.rktd *.rktl
ragel: ragel
perl6: raku, perl6, pl6 | *.pl *.pm *.nqp *.p6 *.6pl *.p6l *.pl6 *.6pm *.p6m *.pm6 *.t *.raku *.rakumod
perl6: | *.rakutest *.rakudoc
jsx: react, jsx | *.jsx *.react
reasonml: reasonml, reason | *.re *.rei
registry: reg, registry | *.reg
rego: rego | *.rego
rst: restructuredtext, rst, rest | *.rst *.rest
rexx: rexx, arexx | *.rexx *.rex *.rx *.arexx
nasm: rgbds assembly, rgbasm | *.asm
rhtml: rhtml, html+erb, html+ruby | *.rhtml
text: ring | *.ring *.rh *.rform
text: rpgle, sqlrpgle, rpg iv | *.RPGLE *.rpgle *.SQLRPGLE *.sqlrpgle
spec: rpmspec, spec | *.spec
ruby: ruby, rb, duby | *.rb *.rbw Rakefile *.rake *.gemspec *.rbx *.duby Gemfile *.gemfile Vagrantfile
ruby: | Appraisals .pryrc *.json.jbuilder
rust: rust, rs | *.rs *.rs.in
sas: sas | *.SAS *.sas
sass: sass | *.sass
scala: scala | *.scala
scdoc: scdoc | *.scd *.scdoc
scheme: scheme, scm | *.scm *.ss
scilab: scilab | *.sci *.sce *.tst
scss: scss | *.scss
sed: sed, gsed, ssed | *.sed *.[gs]sed
sieve: sieve | *.siv *.sieve
smali: smali | *.smali
smalltalk: smalltalk, squeak, st | *.st
smarty: smarty | *.tpl
snbt: snbt | *.snbt
snobol: snobol | *.snobol
solidity: solidity, sol | *.sol
sp: sourcepawn, sp | *.sp *.inc
rust: spade | *.spade
sparql: sparql | *.rq *.sparql
sql: sql | *.sql
squidconf: squidconf, squid.conf, squid | squid.conf
sml: standard ml, sml | *.sml *.sig *.fun
text: stas | *.stas
sass: stylus | *.styl
html: svelte | *.svelte
swift: swift | *.swift
systemd: systemd | *.automount *.device *.dnssd *.link *.mount *.netdev *.network *.path *.scope *.service
systemd: | *.slice *.socket *.swap *.target *.timer
systemverilog: systemverilog, sv | *.sv *.svh
tablegen: tablegen | *.td
tal: tal, uxntal | *.tal
tasm: tasm | *.asm *.ASM *.tasm
tcl: tcl | *.tcl *.rvt
tcsh: tcsh, csh | *.tcsh *.csh
go: templ | *.templ
termcap: termcap | termcap termcap.src
terminfo: terminfo | terminfo terminfo.src
terraform: terraform, tf, hcl | *.tf *.hcl
tex: tex, latex | *.tex *.aux *.toc
thrift: thrift | *.thrift
toml: toml | *.toml Pipfile poetry.lock uv.lock
text: tradingview, tv | *.tv
tsql: transact-sql, tsql, t-sql
text: turing | *.turing *.tu
turtle: turtle | *.ttl
twig: twig | *.twig
typescript: typescript, ts, tsx | *.ts *.tsx *.mts *.cts
typoscript: typoscript | *.ts
typoscriptcssdata: typoscriptcssdata
typoscripthtmldata: typoscripthtmldata
typst: typst | *.typ
ucode: ucode | *.uc
go: v, vlang | *.v *.vv v.mod
go: v shell, vsh, vshell | *.vsh
vala: vala, vapi | *.vala *.vapi
vb.net: vb.net, vbnet | *.vb *.bas
verilog: verilog, v | *.v
vhdl: vhdl | *.vhdl *.vhd
text: vhs, tape, cassette | *.tape
vim: viml, vim | *.vim .vimrc .exrc .gvimrc _vimrc _exrc _gvimrc vimrc gvimrc
vue: vue, vuejs | *.vue
text: wdte | *.wdte
wast: webassembly text format, wast, wat | *.wat *.wast
wgsl: webgpu shading language, wgsl | *.wgsl
text: webvtt, vtt | *.vtt
whiley: whiley | *.whiley
xml: xml | *.xml *.xsl *.rss *.xslt *.xsd *.wsdl *.wsf *.svg *.qrc *.csproj *.vcxproj *.fsproj
xorg.conf: xorg, xorg.conf | xorg.conf
yaml: yaml | *.yaml *.yml
yaml+jinja: yaml+jinja, salt, sls | *.sls
yang: yang | *.yang
nasm: z80 assembly, z80 | *.z80 *.asm
text: zed | *.zed
zig: zig | *.zig *.zon
"""
"""A row: the Pygments lexer, Chroma's names for the language, file patterns. The first of equals counts."""
