/* Stands in for Windows' own icuuc.dll, which wine lacks and Qt6Core.dll asks for.
 *
 * For wine's own system32 alone and never handed out. No converter can be opened, so
 * Qt is left with the encodings that it knows itself, and the other functions are
 * never called.
 */

typedef int UErrorCode;
enum { U_FILE_ACCESS_ERROR = 4 };

#define EXPORT __declspec(dllexport)
#define NEVER_CALLED(name) \
    EXPORT void name(void) { __builtin_trap(); }

EXPORT void *ucnv_open(const char *name, UErrorCode *error)
{
    (void)name;
    *error = U_FILE_ACCESS_ERROR;
    return 0;
}

EXPORT void ucnv_close(void *converter) { (void)converter; }

EXPORT int ucnv_countAvailable(void) { return 0; }

EXPORT const char *ucnv_getAvailableName(int number)
{
    (void)number;
    return 0;
}

EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, UErrorCode *error)
{
    (void)name;
    (void)standard;
    *error = U_FILE_ACCESS_ERROR;
    return 0;
}

NEVER_CALLED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NEVER_CALLED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NEVER_CALLED(ucnv_cbFromUWriteUChars)
NEVER_CALLED(ucnv_cbToUWriteUChars)
NEVER_CALLED(ucnv_fromUCountPending)
NEVER_CALLED(ucnv_fromUnicode)
NEVER_CALLED(ucnv_getFromUCallBack)
NEVER_CALLED(ucnv_getMaxCharSize)
NEVER_CALLED(ucnv_getName)
NEVER_CALLED(ucnv_getToUCallBack)
NEVER_CALLED(ucnv_reset)
NEVER_CALLED(ucnv_setFromUCallBack)
NEVER_CALLED(ucnv_setToUCallBack)
NEVER_CALLED(ucnv_toUCountPending)
NEVER_CALLED(ucnv_toUnicode)
