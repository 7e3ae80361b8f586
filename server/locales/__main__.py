"""`make locales`: adds new strings to the French catalogue and drops those that are gone."""

from server.locales.extraction import update

if __name__ == "__main__":
    for untranslated in update():
        print(untranslated)
