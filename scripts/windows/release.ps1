# Builds a release on Windows itself, once, and says how it differs from Debian's:
#
#   powershell -ExecutionPolicy Bypass -File scripts\windows\release.ps1 [-DebianList FILE] [-Python PATH]
#
# In a clean checkout of the release's commit, with git, python.org's Python 3.11 of the
# version that python-3.11.txt names and, for setup.exe, NSIS for amd64 on the path. No
# administrator. DebianList is dxdesk-VERSION-files.txt of `make windows` on that commit.
# Ends with 1 at the first step that fails and when the folders are not equal.
param(
    [string]$DebianList = '',
    [string]$Python = ''
)
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')

# PowerShell goes on when a program fails.
function Run {
    $command = $args[0]
    $rest = @($args | Select-Object -Skip 1)
    & $command @rest
    if ($LASTEXITCODE -ne 0) { throw "$command ended with $LASTEXITCODE" }
}

function Step([string]$What, [scriptblock]$Work) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    & $Work
    Write-Host ('release: {0,4:0} s  {1}' -f $watch.Elapsed.TotalSeconds, $What)
}

# DXDESK_SIGN is a command line that gets the file as its last argument.
function Sign([string]$File) {
    if ($env:DXDESK_SIGN) { Run cmd /c "$env:DXDESK_SIGN `"$File`"" }
}

if (git status --porcelain) { Write-Host 'release: the checkout is not clean'; exit 1 }
if (-not $Python) { $Python = (& py -3.11 -c 'import sys; print(sys.executable)') }
$wanted = [regex]::Match((Get-Content scripts\windows\python-3.11.txt -Raw), 'CPython (\S+)').Groups[1].Value
$found = & $Python -c 'import platform; print(platform.python_version())'
if ($found -ne $wanted) { Write-Host "release: Python $wanted is wanted, $Python is $found"; exit 1 }

$version = [regex]::Match((Get-Content pyproject.toml -Raw), '(?m)^version = "([0-9.]+)"').Groups[1].Value
$name = "dxdesk-$version"
$out = 'dist\windows'
$venv = 'build\windows\venv'
$run = "$venv\Scripts\python.exe"
foreach ($old in $out, $venv) { if (Test-Path $old) { Remove-Item -Recurse -Force $old } }

$env:SOURCE_DATE_EPOCH = (git log -1 --format=%ct)
$env:PYTHONHASHSEED = '0'
# What Python would read otherwise belongs to whoever builds.
$env:PYTHONPATH = ''
$env:PYTHONNOUSERSITE = '1'

Step 'packages, by their hashes' {
    Run $Python -m venv $venv
    Run $run -m pip -q install --require-hashes --only-binary :all: -r requirements.txt -r requirements-dev.txt
}
Step 'self-test of the source' { Run $run scripts\frozen_entry.py --self-test }
Step 'tests' {
    $env:QT_QPA_PLATFORM = 'offscreen'
    Run $run -m pytest -n auto
    Remove-Item Env:QT_QPA_PLATFORM
}
Step 'frozen' {
    Run $run -B -m PyInstaller --noconfirm --clean --log-level WARN --distpath $out `
        --workpath build\windows\work build.spec
}
Step 'self-test of the folder' { Run "$out\dxdesk\dxdesk-cli.exe" --self-test }
# Before signing: signatures carry a time.
Step 'listed' { Run $run -m scripts.windows.pack list "$out\dxdesk" "$out\$name-files.txt" }
Step 'compared' {
    if ($DebianList) {
        & $run -m scripts.windows.pack compare $DebianList "$out\$name-files.txt"
        $script:equal = $LASTEXITCODE -eq 0
    }
}
Step 'packed' {
    foreach ($program in 'dxdesk', 'dxdesk-cli') { Sign "$out\dxdesk\$program.exe" }
    Run $run -m scripts.windows.pack list "$out\dxdesk" "$out\$name-files.txt"
    Run $run -m scripts.windows.pack zip "$out\dxdesk" "$out\$name-windows.zip"
    Run $run -m scripts.windows.pack nsis "$out\dxdesk" build\windows\files.nsh
    Run $run -m scripts.sbom "$out\dxdesk" "$out\$name-sbom.cdx.json"
}
$made = "$out\$name-windows.zip", "$out\$name-files.txt", "$out\$name-sbom.cdx.json"
if (Get-Command makensis -ErrorAction SilentlyContinue) {
    Step 'installer made' {
        $full = (Resolve-Path $out).Path
        $defines = "-DVERSION=$version", "-DFOLDER=$full\dxdesk", "-DOUT=$full\$name-setup.exe",
            "-DFILES=$((Resolve-Path build\windows\files.nsh).Path)"
        if ($env:DXDESK_SIGN) {
            $uninstaller = "$((Resolve-Path build\windows).Path)\uninstall.exe"
            Run makensis -V2 -INPUTCHARSET UTF8 @defines "-DEXPORT_UNINSTALLER=$uninstaller" scripts\windows\setup.nsi
            Sign $uninstaller
            $defines += "-DUNINSTALLER=$uninstaller"
        }
        Run makensis -V2 -INPUTCHARSET UTF8 @defines scripts\windows\setup.nsi
        Sign "$full\$name-setup.exe"
    }
    $made += "$out\$name-setup.exe"
} else {
    Write-Host 'release: no makensis on the path, so no setup.exe was made; that of Debian holds the same files'
}
Step 'sums' { Run $run -m scripts.windows.pack sums "$out\SHA256SUMS" $made }
Get-Content "$out\SHA256SUMS"

if (-not $DebianList) {
    Write-Host "release: compare $out\$name-files.txt with Debian's: -DebianList FILE"
} elseif (-not $equal) {
    Write-Host 'release: not equal to Debian''s, see above: resources, licences, PySide6, shiboken6, sqlalchemy,'
    Write-Host '         pydantic_core and python311.dll have to be; say of every other file why it is not'
    exit 1
}
