; Installs dxdesk for one user, without an administrator:
;
;   makensis -DVERSION=1.2.3 -DFOLDER=… -DFILES=files.nsh -DOUT=setup.exe [-DUNINSTALLER=…] setup.nsi
;
; FILES is written by pack.py; UNINSTALLER names one that has been signed already, and
; with -DEXPORT_UNINSTALLER=… the unsigned one is copied there. Silent: setup.exe /S [/D=C:\folder],
; uninstall.exe /S. Exit status 0 done, 1 cancelled, 2 not done (dxdesk is running, the folder
; is another program's, the disk is full, a file could not be written).

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
; The same input gives the same bytes.
SetDateSave off
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include "${FILES}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\dxdesk"
; As the window says (WINDOWS_ID in ui/identity.py): a pinned link and its window are one then.
!define WINDOWS_ID "dxdesk.dxdesk"
!define /math INSTALLED_MEGABYTES ${INSTALLED_KILOBYTES} / 1000
!define LINK "$SMPROGRAMS\dxdesk.lnk"
!define ICONS "$INSTDIR\_internal\resources\icons"

Name "dxdesk"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\dxdesk"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "dxdesk ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1041 "ProductName" "dxdesk"
VIAddVersionKey /LANG=1041 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1041 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1041 "FileDescription" "dxdesk セットアップ"
VIAddVersionKey /LANG=1041 "CompanyName" "dxdesk contributors"
VIAddVersionKey /LANG=1041 "LegalCopyright" "dxdesk contributors (MIT)"

!define MUI_ICON "${FOLDER}/_internal/resources/icons/dxdesk.ico"
!define MUI_UNICON "${FOLDER}/_internal/resources/icons/dxdesk.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\dxdesk.exe"
!define MUI_WELCOMEPAGE_TEXT "dxdesk ${VERSION} を、今お使いの方だけが使えるように入れます。管理者の権限は要りません。$\r$\n$\r$\n前の版が入っているときは置き換えます。作ったファイルや設定はそのまま残ります。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"

!if "${NSIS_PTR_SIZE}" == 4
  !error "the program is for 64 bits, and so is its installer"
!endif
!ifdef EXPORT_UNINSTALLER
  !ifdef NSIS_WIN32_MAKENSIS
    !uninstfinalize 'copy /Y "%1" "${EXPORT_UNINSTALLER}"' = 0
  !else
    !uninstfinalize 'cp "%1" "${EXPORT_UNINSTALLER}"' = 0
  !endif
!endif

; A kind of file: its suffix, ProgID, name and icon.
!macro FOR_EACH_KIND DO
  !insertmacro ${DO} ".dxreq" "dxdesk.request" "照会ファイル" "request.ico"
  !insertmacro ${DO} ".dxsub" "dxdesk.submission" "提出ファイル" "submission.ico"
  !insertmacro ${DO} ".dxdesk" "dxdesk.desk" "台帳・回答ファイル" "desk.ico"
!macroend

!macro ASSOCIATE SUFFIX PROGID NAME ICON
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "${NAME}"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "${ICONS}\${ICON}"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\dxdesk.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${PROGID}" ""
  ; What another program has taken stays its own.
  ReadRegStr $0 HKCU "Software\Classes\${SUFFIX}" ""
  ${If} $0 == ""
    WriteRegStr HKCU "Software\Classes\${SUFFIX}" "" "${PROGID}"
  ${EndIf}
!macroend

!macro DISSOCIATE SUFFIX PROGID NAME ICON
  ReadRegStr $0 HKCU "Software\Classes\${SUFFIX}" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "Software\Classes\${SUFFIX}" ""
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
!macroend

!macro TELL_OF_ASSOCIATIONS
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro NAME_LINK
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $1 P<> 0
    ${AndIf} $2 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}",${STGM_READWRITE})'
      System::Call '*(&w64 "${WINDOWS_ID}")p.r3'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
      System::Call '*(&i2 ${VT_LPWSTR},&i6,p r3,&i8)p.r5'
      ${IPropertyStore::SetValue} $2 '(r4,r5)'
      ${IPropertyStore::Commit} $2 ""
      ${IPersistFile::Save} $1 '("${LINK}",1)'
      System::Free $3
      System::Free $4
      System::Free $5
    ${EndIf}
    ${If} $2 P<> 0
      ${IUnknown::Release} $2 ""
    ${EndIf}
    ${If} $1 P<> 0
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

; A program that runs cannot be written to. Nothing has been changed yet when it is told of.
!macro REFUSE_WHILE_RUNNING FOLDER
  ${For} $1 1 2
    StrCpy $2 "${FOLDER}\dxdesk.exe"
    ${If} $1 = 2
      StrCpy $2 "${FOLDER}\dxdesk-cli.exe"
    ${EndIf}
    ${DoWhile} ${FileExists} $2
      ClearErrors
      FileOpen $0 $2 a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "dxdesk が動いています。閉じてから「再試行」を押してください。" /SD IDCANCEL IDCANCEL`
        SetErrorLevel 2
        Quit
      ${EndIf}
    ${Loop}
  ${Next}
!macroend

!macro REFUSE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Another version knows best what it laid down. It leaves what it did not, and itself, since
; it runs where it stands so that it can be waited for.
!macro REMOVE_FORMER_VERSION FOLDER
  ${If} ${FileExists} "${FOLDER}\uninstall.exe"
    ClearErrors
    ExecWait '"${FOLDER}\uninstall.exe" /S _?=${FOLDER}' $0
    ${If} ${Errors}
    ${OrIf} $0 <> 0
      DetailPrint "前の版を取り除けませんでした（$0）。"
      SetErrorLevel 2
      Abort
    ${EndIf}
    Delete "${FOLDER}\uninstall.exe"
    RMDir "${FOLDER}"
  ${EndIf}
!macroend

; Where dxdesk is installed already. With /D that may be another folder than the new one.
Var FormerFolder

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro REFUSE "dxdesk は Windows 10 以降で動きます。"
  ${EndIf}
  ReadRegStr $FormerFolder HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ; Many programs' uninstaller has this name, and would take its own program away.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
  ${AndIf} $INSTDIR != $FormerFolder
  ${AndIfNot} ${FileExists} "$INSTDIR\dxdesk.exe"
    !insertmacro REFUSE "このフォルダーには別のプログラムが入っています。別のフォルダーを指定してください。$\r$\n$\r$\n$INSTDIR"
  ${EndIf}
  ; The folder of no former version: what stands in the new one has been looked at.
  ${If} $FormerFolder == ""
    StrCpy $FormerFolder $INSTDIR
  ${EndIf}
  ; As if the former version stayed: it should not go before the new one is sure to fit.
  ${GetRoot} $INSTDIR $0
  System::Call 'kernel32::GetDiskFreeSpaceEx(t "$0\", *l .r1, p 0, p 0) i.r2'
  System::Int64Op $1 / 1024
  Pop $1
  ${If} $2 <> 0
  ${AndIf} $1 L< ${INSTALLED_KILOBYTES}
    !insertmacro REFUSE "$0 の空きが足りません。${INSTALLED_MEGABYTES} MB 以上空けてからやり直してください。"
  ${EndIf}
  !insertmacro REFUSE_WHILE_RUNNING $FormerFolder
  !insertmacro REFUSE_WHILE_RUNNING $INSTDIR
FunctionEnd

Function un.onInit
  !insertmacro REFUSE_WHILE_RUNNING $INSTDIR
FunctionEnd

Section
  !insertmacro REMOVE_FORMER_VERSION $FormerFolder
  !insertmacro REMOVE_FORMER_VERSION $INSTDIR

  ; The former version is gone. Should a file not be written now, then what is there can still
  ; be removed, and the next setup finds it.
  SetOutPath "$INSTDIR"
!ifdef UNINSTALLER
  File "/oname=uninstall.exe" "${UNINSTALLER}"
!else
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort
  ${EndIf}
!endif
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "dxdesk"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "dxdesk contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\dxdesk.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${INSTALLED_KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  !insertmacro LAY_FILES
  !insertmacro FOR_EACH_KIND ASSOCIATE
  !insertmacro TELL_OF_ASSOCIATIONS
  ; The folder in which the link starts the program.
  SetOutPath "$INSTDIR"
  CreateShortcut "${LINK}" "$INSTDIR\dxdesk.exe"
  !insertmacro NAME_LINK
SectionEnd

Section Uninstall
  ; Otherwise the folder could not be removed while this stands in it.
  SetOutPath "$TEMP"
  !insertmacro REMOVE_FILES
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "${LINK}"
  !insertmacro FOR_EACH_KIND DISSOCIATE
  !insertmacro TELL_OF_ASSOCIATIONS
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
