<#
Enrolls this computer at a Licet server. For Windows PowerShell 5.1 and PowerShell 7, with .NET Framework 4.7.2 or later and curl.exe
(both come with Windows 10 1803, Windows Server 2019 and later). Run as administrator:
  powershell -ExecutionPolicy Bypass -File licet-install.ps1
  -Config FILE   take server, token and authority from a configuration file instead of from this script
  -Dir DIR       where the agent keeps its files (default %ProgramData%\Licet); its key stays in the machine's key store
  -NoService     do not put up a scheduled task that reports in every ten minutes
Ends with 0 when the computer is enrolled, 2 on wrong usage, 3 when the server refuses, 4 when it cannot be reached.
#>
param(
  [string]$Config,
  [string]$Dir = (Join-Path $env:ProgramData 'Licet'),
  [switch]$NoService,
  [Parameter(ValueFromRemainingArguments = $true)][string[]]$Rest
)
$ErrorActionPreference = 'Stop'

$Server = '@SERVER@'
$Token = '@TOKEN@'
$Authority = @'
@CA@
'@

# What the scheduled task runs every ten minutes. Its functions serve this script, too.
$Agent = @'
# Reports in, and renews the certificate when the server asks for it.
param([switch]$FunctionsOnly)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$Version = '1'
$Folder = $PSScriptRoot

function Stop-Licet([int]$Code, [string]$Message) {
  [Console]::Error.WriteLine("licet: $Message")
  exit $Code
}

function Write-Text([string]$Name, [string]$Text) {
  # Without a byte order mark, which Set-Content of Windows PowerShell would put in front.
  [IO.File]::WriteAllText((Join-Path $Folder $Name), $Text, (New-Object Text.UTF8Encoding $false))
}

function Read-Text([string]$Name) {
  $path = Join-Path $Folder $Name
  if (Test-Path -LiteralPath $path) { [IO.File]::ReadAllText($path).Trim() } else { '' }
}

# Calls the server. Fields go through files: arguments can be read by every process, and quotation marks in them get lost.
function Invoke-Licet([string]$Path, [Collections.IDictionary]$Form, [string]$Thumbprint) {
  $server = Read-Text 'server'
  # The authority publishes no revocation lists, and no other authority is trusted.
  $arguments = @('--silent', '--show-error', '--max-time', '60', '--ssl-no-revoke', '--cacert', (Join-Path $Folder 'authority.pem'))
  $arguments += @('--output', (Join-Path $Folder 'answer'), '--write-out', '%{http_code}')
  if ($Thumbprint) { $arguments += @('--cert', "LocalMachine\MY\$Thumbprint") }
  foreach ($name in $Form.Keys) {
    Write-Text "form-$name" $Form[$name]
    $arguments += @('--data-urlencode', ($name + '@' + (Join-Path $Folder "form-$name")))
  }
  $curl = Join-Path $env:SystemRoot 'System32\curl.exe'
  $status = & $curl @arguments "$server/api/agent/$Path"
  $reached = $LASTEXITCODE -eq 0
  Remove-Item -Path (Join-Path $Folder 'form-*')
  if (-not $reached) { Stop-Licet 4 "the server at $server cannot be reached, or it is not the one that this installer knows" }
  $text = Read-Text 'answer'
  Remove-Item -LiteralPath (Join-Path $Folder 'answer') -ErrorAction SilentlyContinue
  if ($status -eq '200') { return $text }
  try { $problem = $text | ConvertFrom-Json } catch { $problem = $null }
  if ($problem) { Stop-Licet 3 ($problem.detail + ' ' + $problem.remedy) }
  Stop-Licet 3 "the server answered $status"
}

function Get-Facts {
  $os = (Get-CimInstance -ClassName Win32_OperatingSystem).Caption
  return [ordered]@{ name = [Environment]::MachineName; os = $os; agentVersion = $Version }
}

# A key that never leaves the machine's key store.
function New-Key {
  $wanted = New-Object Security.Cryptography.CngKeyCreationParameters
  $wanted.KeyCreationOptions = [Security.Cryptography.CngKeyCreationOptions]::MachineKey
  $wanted.ExportPolicy = [Security.Cryptography.CngExportPolicies]::None
  $name = 'licet-agent-' + [Guid]::NewGuid().ToString('N')
  $key = [Security.Cryptography.CngKey]::Create([Security.Cryptography.CngAlgorithm]::ECDsaP256, $name, $wanted)
  return New-Object Security.Cryptography.ECDsaCng $key
}

function Get-Request($Key) {
  $hash = [Security.Cryptography.HashAlgorithmName]::SHA256
  $request = New-Object Security.Cryptography.X509Certificates.CertificateRequest -ArgumentList 'CN=licet-agent', $Key, $hash
  $base64 = [Convert]::ToBase64String($request.CreateSigningRequest(), [Base64FormattingOptions]::InsertLineBreaks)
  return "-----BEGIN CERTIFICATE REQUEST-----`n$base64`n-----END CERTIFICATE REQUEST-----`n"
}

# Puts the certificate with its key into the machine's store, and takes the one before it out.
function Save-Certificate([string]$Pem, $Key) {
  $before = Read-Text 'thumbprint'
  $bytes = [Text.Encoding]::ASCII.GetBytes($Pem)
  $bare = New-Object Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)
  $certificate = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::CopyWithPrivateKey($bare, $Key)
  $store = New-Object Security.Cryptography.X509Certificates.X509Store -ArgumentList 'My', 'LocalMachine'
  $store.Open([Security.Cryptography.X509Certificates.OpenFlags]::ReadWrite)
  try {
    $store.Add($certificate)
    Write-Text 'thumbprint' $certificate.Thumbprint
    foreach ($old in @($store.Certificates | Where-Object { $before -and $_.Thumbprint -eq $before })) {
      $oldKey = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($old)
      $store.Remove($old)
      if ($oldKey) { $oldKey.Key.Delete() }
    }
  } finally {
    $store.Close()
  }
}

function Send-Heartbeat {
  $answer = Invoke-Licet 'heartbeat' (Get-Facts) (Read-Text 'thumbprint')
  if ($answer -match 'renew=yes') {
    $key = New-Key
    $pem = Invoke-Licet 'renew' @{ request = (Get-Request $key) } (Read-Text 'thumbprint')
    Save-Certificate $pem $key
  }
  return $answer
}

if (-not $FunctionsOnly) { Send-Heartbeat }
'@

function Stop-Install([int]$Code, [string]$Message) {
  [Console]::Error.WriteLine("licet: $Message")
  exit $Code
}

if ($Rest) { Stop-Install 2 "unknown argument: $($Rest[0])" }
if ($PSBoundParameters.ContainsKey('Config')) {
  if (-not (Test-Path -LiteralPath $Config -PathType Leaf)) { Stop-Install 2 'the configuration file cannot be read' }
  $text = [IO.File]::ReadAllText((Resolve-Path -LiteralPath $Config).ProviderPath)
  $Server = [regex]::Match($text, '(?m)^server=([^\r\n]*)').Groups[1].Value
  $Token = [regex]::Match($text, '(?m)^token=([^\r\n]*)').Groups[1].Value
  $Authority = [regex]::Match($text, '(?s)-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----').Value
}
if ($Server -notlike 'https://*') { Stop-Install 2 'no server is named: download the installer again' }
if (-not (Test-Path -LiteralPath (Join-Path $env:SystemRoot 'System32\curl.exe'))) {
  Stop-Install 2 'curl.exe is missing: it comes with Windows 10 1803, Windows Server 2019 and later'
}
$me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { Stop-Install 2 'run this as administrator' }

# For SYSTEM and administrators only, by their numbers: their names differ from language to language.
$Dir = (New-Item -ItemType Directory -Force -Path $Dir).FullName
& (Join-Path $env:SystemRoot 'System32\icacls.exe') $Dir /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' /q | Out-Null
$plain = New-Object Text.UTF8Encoding $false
[IO.File]::WriteAllText((Join-Path $Dir 'agent.ps1'), $Agent, $plain)
[IO.File]::WriteAllText((Join-Path $Dir 'authority.pem'), $Authority.Trim() + "`n", $plain)
[IO.File]::WriteAllText((Join-Path $Dir 'server'), $Server, $plain)
. (Join-Path $Dir 'agent.ps1') -FunctionsOnly

$machineId = (Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Cryptography' -Name MachineGuid).MachineGuid
$key = New-Key
$form = Get-Facts
$form['token'] = $Token
$form['machineId'] = $machineId
$form['request'] = Get-Request $key
Save-Certificate (Invoke-Licet 'enroll' $form '') $key
Send-Heartbeat | Out-Null

if (-not $NoService) {
  $powershell = Join-Path $env:SystemRoot 'System32\WindowsPowerShell\v1.0\powershell.exe'
  $run = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "' + (Join-Path $Dir 'agent.ps1') + '"'
  $action = New-ScheduledTaskAction -Execute $powershell -Argument $run
  $every = New-TimeSpan -Minutes 10
  $trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).AddMinutes(10) -RepetitionInterval $every -RandomDelay (New-TimeSpan -Minutes 1)
  $system = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
  $limit = New-TimeSpan -Minutes 5
  $settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -ExecutionTimeLimit $limit
  Register-ScheduledTask -TaskName 'Licet agent' -Action $action -Trigger $trigger -Principal $system -Settings $settings -Force | Out-Null
}
Write-Output "licet: this computer is enrolled at $Server"
